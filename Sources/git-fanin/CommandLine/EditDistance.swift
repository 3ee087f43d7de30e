/// How many slips of the fingers lie between two words.
///
/// The Damerau-Levenshtein distance in its restricted form (optimal string alignment): the least number
/// of insertions, deletions, replacements and swaps of neighbours that turn one word into the other,
/// no part being edited twice. F. J. Damerau, "A technique for computer detection and correction of
/// spelling errors", CACM 7(3), 1964. Row `i` of the table holds the distances between the first `i`
/// letters of `a` and every start of `b`; only three rows are kept. Time is the product of the lengths.
func editDistance(_ a: [UInt8], _ b: [UInt8]) -> Int {
  var older = [Int](repeating: 0, count: b.count + 1)
  var previous = Array(0...b.count)
  for i in a.indices {
    var current = [i + 1]
    current.reserveCapacity(b.count + 1)
    for j in b.indices {
      let replaced = previous[j] + (a[i] == b[j] ? 0 : 1)
      var best = min(previous[j + 1] + 1, current[j] + 1, replaced)
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { best = min(best, older[j - 1] + 1) }
      current.append(best)
    }
    (older, previous) = (previous, current)
  }
  return previous[b.count]
}
