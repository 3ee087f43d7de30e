/// What a mistyped word was probably meant to be.
enum Suggestions {
  /// The candidate nearest to `word`; nil when none is near enough to be meant.
  ///
  /// Near enough is one slip in three letters. A word that is the start of exactly one candidate
  /// means that one, although abbreviations are not taken: scripts would break with the next option.
  static func nearest(to word: String, among candidates: [String]) -> String? {
    guard !word.isEmpty, word.utf8.count <= 64 else { return nil }
    let extended = candidates.filter { $0.hasBytes(word) }
    if extended.count == 1 { return extended.first }
    let letters = lowercased(word)
    let limit = max(1, letters.count / 3)
    let ranked = candidates.map { (candidate: $0, distance: editDistance(letters, lowercased($0))) }
    guard let best = ranked.min(by: { $0.distance < $1.distance }), best.distance <= limit else { return nil }
    // Half of a very short word is not a likeness.
    return best.distance * 2 <= letters.count ? best.candidate : nil
  }

  /// The end of a message: `; did you mean 'merge'?`, or nothing.
  static func phrase(for word: String, among candidates: [String], prefix: String = "") -> String {
    nearest(to: word, among: candidates).map { "; did you mean '\(prefix)\($0)'?" } ?? ""
  }

  private static func lowercased(_ word: String) -> [UInt8] {
    word.utf8.map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 | 0x20 : $0 }
  }
}
