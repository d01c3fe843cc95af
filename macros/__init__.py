"""What a page may say: every macro by name; each has one subject and a file of its own."""

from macros.plugin import define_env, on_post_build, on_post_page_macros, on_pre_page_macros
from macros.registry import MACROS

__all__ = ["MACROS", "define_env", "on_post_build", "on_post_page_macros", "on_pre_page_macros"]
