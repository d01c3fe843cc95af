"""For plain MkDocs: the guides and memos of roles for which nobody wrote a page, which `hooks` of mkdocs.yml adds."""

from __future__ import annotations

import yaml
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """The files of the site with those pages that it has and that no file holds."""
    context = config.extra["context"]
    for page in [] if context.portal else context.site.pages:
        if files.get_file_from_path(page.path) is None:
            front = yaml.safe_dump(page.meta, allow_unicode=True)
            files.append(File.generated(config, page.path, content=f"---\n{front}---\n\n{page.body}\n"))
    return files
