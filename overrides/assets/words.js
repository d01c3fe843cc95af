{%- set words = config.extra.site.words -%}
window.uklad = {{ {"readers": words.get("readers"), "ticks": words.get("ticks"), "mine": words.get("mine"), "sight": words.get("sight")} | tojson }};
