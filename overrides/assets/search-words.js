/* What words mean: their stems and families, a typo in them, the synonyms of a question. */
(() => {
  "use strict";
  const GERUND = /(?:ившись|ывшись|ивши|ывши|ив|ыв|([ая])(?:вшись|вши|в))$/;
  const ADJECTIVE = /(?:ими|ыми|его|ого|ему|ому|ее|ие|ые|ое|ей|ий|ый|ой|ем|им|ым|ом|их|ых|ую|юю|ая|яя|ою|ею)$/;
  const PARTICIPLE = /(?:ивш|ывш|ующ|([ая])(?:ем|нн|вш|ющ|щ))$/;
  const VERB = new RegExp(
    "(?:уйте|ейте|ила|ыла|ена|ите|или|ыли|ило|ыло|ено|ует|уют|ены|ить|ыть|ишь|ей|уй|ил|ыл|им|ым|ен|ят|ит|ыт|ую|ю"
    + "|([ая])(?:нно|ешь|ете|йте|ла|на|ли|ем|ло|но|ет|ют|ны|ть|й|л|н))$",
  );
  const NOUN =
    /(?:иями|иях|иям|ием|ией|ями|ами|ев|ов|ие|ье|еи|ии|ей|ой|ий|ям|ем|ам|ом|ах|ях|ию|ью|ия|ья|а|е|и|й|о|у|ы|ь|ю|я)$/;
  const WEIGHT = { root: 0.4, prefix: 0.6, typo: 0.65, synonym: 0.65, foreign: 1.4 };

  function fold(text) {
    return text.toLowerCase()
      .replace(/ё/g, "е")
      .replace(/[\u00ad\u0301]/g, "")
      .replace(/[’ʼ]/g, "'")
      .replace(/(\d),(?=\d)/g, "$1.");
  }

  function words(text) {
    return fold(text).replace(/'(s|t|m|re|ve|ll|d)(?![a-z])/g, " ").match(/\d+(?:\.\d+)+|[\p{L}\p{N}]+/gu) || [];
  }

  /* A pattern may keep the vowel before its ending. */
  function cut(tail, pattern) {
    return tail.replace(pattern, (ending, kept) => kept || "");
  }

  function stemRussian(word) {
    const first = word.search(/[аеиоуыэюя]/);
    if (first < 0 || word.length < 4) return word;
    const tail = cutEnding(word.slice(first + 1))
      .replace(/и$/, "")
      .replace(/(.[^аеиоуыэюя].*)ость?$/, "$1")
      .replace(/ейше?$/, "")
      .replace(/нн$/, "н")
      .replace(/ь$/, "");
    return word.slice(0, first + 1) + tail;
  }

  function cutEnding(tail) {
    const ofGerund = cut(tail, GERUND);
    if (ofGerund !== tail) return ofGerund;
    const active = tail.replace(/(?:ся|сь)$/, "");
    const ofAdjective = active.replace(ADJECTIVE, "");
    if (ofAdjective !== active) return cut(ofAdjective, PARTICIPLE);
    const ofVerb = cut(active, VERB);
    return ofVerb === active ? active.replace(NOUN, "") : ofVerb;
  }

  function stemEnglish(word) {
    if (word.length < 4) return word;
    const single = word.replace(/(ss|i)es$/, "$1").replace(/([^aious])s$/, "$1");
    if (single.endsWith("eed")) return single.slice(0, -1);
    const bare = single.replace(/^(.*[aeiouy].*)(?:ing|ed)(ly)?$/, "$1");
    return (bare === word ? bare : bare.replace(/([bdfgmnprt])\1$/, "$1"))
      .replace(/(?:ational|ation|ator|ating)$/, "at")
      .replace(/(.{3})(?:ments?|ness|ful|ly)$/, "$1")
      .replace(/(.{3})(?:tion)$/, "$1t")
      .replace(/(.{2})e$/, "$1")
      .replace(/(.{2})y$/, "$1i");
  }

  function stem(word) {
    if (/^\d/.test(word)) return word;
    return /[а-я]/.test(word) ? stemRussian(word) : stemEnglish(word);
  }

  /* What a family of words has in common. */
  function root(stemmed) {
    if (/^\d/.test(stemmed)) return "";
    const bare = stemmed.replace(/^(?:раз|рас|пере|при|про|за|вы|по|от|об|re|un)(?=.{5})/, "");
    return bare.length < 4 ? "" : bare.slice(0, Math.max(4, Math.min(6, bare.length - 1)));
  }

  /* Whether one letter put in, left out or changed, or two swapped, make one of the other. */
  function isNear(one, other) {
    const longer = one.length - other.length;
    if (Math.abs(longer) > 1) return false;
    let start = 0;
    while (start < Math.min(one.length, other.length) && one[start] === other[start]) start++;
    const x = one.slice(start);
    const y = other.slice(start);
    if (longer) return longer > 0 ? x.slice(1) === y : x === y.slice(1);
    return x.slice(1) === y.slice(1) || (x[0] === y[1] && x[1] === y[0] && x.slice(2) === y.slice(2));
  }

  /* The stems of the index that a word may mean, each with how surely. */
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

  /* Concepts: each a list of alternatives, each of those a list of words with their meanings. */
  function concepts(index, asked) {
    const typed = words(asked);
    const matches = matchSynonyms(index, typed.map(stem));
    const alone = (at) => [{ weight: 1, words: [meanings(index, typed[at], at === typed.length - 1)] }];
    const matched = matches.map((match) => alternatives(index, typed, match));
    return [...matched, ...leftover(index, typed, matches).map(alone)];
  }

  /* The longest first; no word serves twice. */
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

  /* A synonym of one word may have a typo. */
  function isTyped(index, stemmed, typed, i) {
    if (stemmed === typed[i]) return true;
    return typed.length === 1 && typed[i].length > 4 && !index.terms.has(stemmed) && isNear(stemmed, typed[i]);
  }

  /* What a synonym means, each a little less than the one before, and what was typed. */
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

  /* Words that no synonym took and that say something; all where nothing does. */
  function leftover(index, typed, matches) {
    const taken = new Set(matches.flatMap((match) => match.places));
    const places = typed.map((_, at) => at);
    const kept = places.filter((at) => !taken.has(at) && !index.stop.has(typed[at]));
    return kept.length || matches.length ? kept : places;
  }

  window.ukladSearch = { fold, words, stem, root, isNear, meanings, concepts, matchSynonyms, leftover };
})();
