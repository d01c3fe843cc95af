/* Words as the search sees them: split, folded, cut to stems, and compared. */
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

  /* Without the ending of a pattern, which may keep the vowel before it. */
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

  /* A word's tail without the ending of a gerund, an adjective, a verb or a noun, whichever fits first. */
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

  /* What a family of words has in common: without a prefix, the first letters of the stem. */
  function root(stemmed) {
    if (/^\d/.test(stemmed)) return "";
    const bare = stemmed.replace(/^(?:раз|рас|пере|при|про|за|вы|по|от|об|re|un)(?=.{5})/, "");
    return bare.length < 4 ? "" : bare.slice(0, Math.max(4, Math.min(6, bare.length - 1)));
  }

  /* Whether one letter put in, left out, changed, or two swapped make one word of the other. */
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

  window.ukladSearch = { fold, words, stem, root, isNear };
})();
