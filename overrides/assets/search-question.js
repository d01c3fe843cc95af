/* What a question means: each word by its stem, family, beginning or a typo, and the synonyms that stand in it. */
(() => {
  "use strict";
  const { words, stem, root, isNear } = window.ukladSearch;
  const WEIGHT = { root: 0.4, prefix: 0.6, typo: 0.65, synonym: 0.65, foreign: 1.4 };

  /* The stems of the index that a typed word may mean, each with how surely. */
  function meanings(index, word, isLast) {
    const found = new Map();
    const key = stem(word);
    const add = (one, weight) => {
      if (index.terms.has(one) && (found.get(one) || 0) < weight) found.set(one, weight);
    };
    add(key, 1);
    const isExact = found.size > 0;
    if (/^\d/.test(word)) return found;
    for (const one of index.roots.get(root(key)) || []) add(one, WEIGHT.root);
    if (word.length > 2 && (isLast || !isExact)) {
      const weight = WEIGHT.prefix * (isExact ? 0.7 : 1);
      for (const [form, one] of longerForms(index, word)) {
        add(one, weight * Math.min(1, (word.length + 2) / form.length));
      }
    }
    if (!isExact && word.length > 4) {
      for (const one of stemsWithTypo(index, word, key)) add(one, WEIGHT.typo);
    }
    return found;
  }

  function longerForms(index, word) {
    return [...index.forms].filter(([form]) => form.length > word.length && form.startsWith(word));
  }

  function stemsWithTypo(index, word, key) {
    const fits = ([form, one]) => form.length > 3 && (isNear(word, form) || (key.length > 3 && isNear(key, one)));
    return [...index.forms].filter(fits).map(([, one]) => one);
  }

  /* A question as concepts: each a list of alternatives, each of those a list of words with their meanings. */
  function concepts(index, asked) {
    const typed = words(asked);
    const matches = matchSynonyms(index, typed.map(stem));
    const alone = (at) => [{ weight: 1, words: [meanings(index, typed[at], at === typed.length - 1)] }];
    const matched = matches.map((match) => alternatives(index, typed, match));
    return [...matched, ...leftover(index, typed, matches).map(alone)];
  }

  /* The synonyms that stand in a question, the longest first, with the places of their words; no word serves twice. */
  function matchSynonyms(index, stems) {
    const taken = new Set();
    const matches = [];
    for (const synonym of index.synonyms) {
      for (let from = 0; from + synonym.typed.length <= stems.length; from++) {
        const places = synonym.typed.map((_, i) => from + i);
        if (!places.every((at, i) => !taken.has(at) && isTyped(index, stems[at], synonym.typed, i))) continue;
        places.forEach((at) => taken.add(at));
        matches.push({ synonym, places });
      }
    }
    return matches;
  }

  /* Whether a stem is the word of a synonym; a synonym of one word may have a typo. */
  function isTyped(index, stemmed, typed, i) {
    if (stemmed === typed[i]) return true;
    return typed.length === 1 && typed[i].length > 4 && !index.terms.has(stemmed) && isNear(stemmed, typed[i]);
  }

  /* What a synonym means, each meaning a little less than the one before, and what was typed. */
  function alternatives(index, typed, { synonym, places }) {
    const isKnown = synonym.typed.every((key) => index.terms.has(key) || index.stop.has(key));
    const weight = isKnown ? WEIGHT.synonym : WEIGHT.foreign;
    const meant = synonym.meant.map((keys, i) => ({
      foreign: true,
      weight: weight * (1 - 0.08 * Math.min(i, 5)),
      words: keys.map((key) => new Map([[key, 1]])),
    }));
    return [...meant, { weight: 1, words: places.map((at) => meanings(index, typed[at], false)) }];
  }

  /* The places of the words that no synonym took: those that say something, or all where nothing does. */
  function leftover(index, typed, matches) {
    const taken = new Set(matches.flatMap((match) => match.places));
    const places = typed.map((_, at) => at);
    const kept = places.filter((at) => !taken.has(at) && !index.stop.has(typed[at]));
    return kept.length || matches.length ? kept : places;
  }

  Object.assign(window.ukladSearch, { meanings, concepts, matchSynonyms, alternatives, leftover });
})();
