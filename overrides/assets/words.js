{#- What scripts say, in the language of the page. The globals that scripts share: `uklad` (here; sight.js adds
    `uklad.panel`), `ukladIndex` (search-index.js), `ukladSearch` (all other parts that search-load.js names). -#}
{%- set words = config.extra.site.words -%}
window.uklad = {{ {
  "readers": words.get("readers"), "ticks": words.get("ticks"), "mine": words.get("mine"), "sight": words.get("sight")
} | tojson }};
