/// Version numbers that both sides raised at one place.
///
/// A commit that a version is pinned by, as in `uses: tool@5a095e7… # v7.3.1`, goes with the version beside it.
struct VersionRaise {
  private var winners: [Side: ArraySlice<UInt8>] = [:]
  /// Whether each has three numbers or more, so that it cannot be an amount.
  private(set) var isFull = true
  /// Whether both sides have the same first number everywhere.
  private(set) var isOneSeries = true

  /// Looks for what differs in texts of equally many tokens.
  ///
  /// - Returns: nil if anything but version numbers that were raised differs, or nothing was.
  init?(_ base: TokenText, _ ours: TokenText, _ theirs: TokenText) {
    guard base.tokens.count == ours.tokens.count, base.tokens.count == theirs.tokens.count else { return nil }
    for (old, (our, their)) in zip(base.tokens, zip(ours.tokens, theirs.tokens))
    where our.id != old.id || their.id != old.id {
      guard add(base.text(old), ours.text(our), theirs.text(their)) else { return nil }
    }
    if winners.isEmpty { return nil }
  }

  /// The side whose numbers are all the higher ones.
  var winner: (side: Side, version: String)? {
    guard winners.count == 1, let first = winners.first else { return nil }
    return (first.key, String(decoding: first.value, as: UTF8.self))
  }

  /// Takes note of a token that changed; false if it is no number that was raised.
  private mutating func add(
    _ base: ArraySlice<UInt8>, _ ours: ArraySlice<UInt8>, _ theirs: ArraySlice<UInt8>
  ) -> Bool {
    if [base, ours, theirs].allSatisfy(Self.isCommit) { return true }
    guard let old = VersionNumber(base), let our = VersionNumber(ours), let their = VersionNumber(theirs),
      min(old.count, our.count, their.count) > 1 || old.isBuild && our.isBuild && their.isBuild,
      our == old || old < our, their == old || old < their
    else { return false }
    if min(old.count, our.count, their.count) < 3 { isFull = false }
    if !our.isOfSeries(of: their) { isOneSeries = false }
    if our == their { return !our.isBuild || ours.elementsEqual(theirs) }
    let (high, low) = our < their ? (their, our) : (our, their)
    guard !low.differsInSuffix(high) else { return false }
    if high.form != old.form || low.form != old.form {
      guard high.leads(low, from: old) || Self.areAlike(old, low, high) else { return false }
    }
    winners[our < their ? .theirs : .ours] = our < their ? theirs : ours
    return true
  }

  /// Whether forms tell nothing against the higher number: one side was released, or a development branch opened. Within
  /// one series nobody knows which one counts.
  private static func areAlike(_ old: VersionNumber, _ low: VersionNumber, _ high: VersionNumber) -> Bool {
    high.form == low.form || high.form == old.form && high.isOtherSeries(than: low)
  }

  /// Whether a word is the full name of a commit.
  private static func isCommit(_ word: ArraySlice<UInt8>) -> Bool {
    (word.count == 40 || word.count == 64)
      && word.allSatisfy { isDigit($0) || $0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "f") }
  }
}
