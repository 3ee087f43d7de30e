/// Resolves texts of which some do not end in a line feed as if all did, and settles the ending apart.
///
/// A last line with and without its ending are two different lines to git, so that an entry added at the end of
/// such a file conflicts with anything. Where something stays open, git's text stands as it is.
struct FinalLineFeed {
  private let request: ResolutionRequest
  private let ground: MergeGround

  /// - Returns: nil if all texts end in a line feed or are empty.
  init?(_ request: ResolutionRequest, _ ground: MergeGround) {
    guard request.policy.accept != .ask, request.options.favor == .none,
      [request.base, request.ours, request.theirs].contains(where: Self.isMissing)
    else { return nil }
    self.request = request
    self.ground = ground
  }

  /// The outcome; nil if it is not clean.
  func resolved() -> ResolvedText? {
    guard let conflict = ground.merged(request.options).conflicts.last else { return nil }
    var ended = request
    ended.base = Self.ended(request.base)
    ended.ours = Self.ended(request.ours)
    ended.theirs = Self.ended(request.theirs)
    var resolved = resolveText(ended)
    guard resolved.isClean else { return nil }
    if resolved.decisions.isEmpty {
      guard HunkResolver.isOn(ResolutionRule.whiteSpace.name, request.policy) else { return nil }
      let count = resolved.bytes.count { $0 == 0x0A }
      resolved.decisions.append(
        HunkDecision(
          certainty: .certain, rule: ResolutionRule.whiteSpace.name,
          reason: "only the end of the last line was in the way", base: conflict.base, ours: conflict.ours,
          theirs: conflict.theirs, merged: min(conflict.merged.lowerBound, count)..<count))
    }
    // An empty last line is nothing without its ending.
    if isMissingAfterwards, resolved.bytes.last == 0x0A,
      resolved.bytes.dropLast().last.map({ $0 != 0x0A && $0 != 0x0D }) ?? false
        || resolved.bytes.suffix(2) == [0x0D, 0x0A] && ![nil, 0x0A].contains(resolved.bytes.dropLast(2).last)
    {
      resolved.bytes.removeLast()
      // Elsewhere a carriage return is part of the line.
      if resolved.bytes.last == 0x0D, Self.hasCRLF(resolved.bytes) { resolved.bytes.removeLast() }
    }
    return resolved
  }

  /// The ending is merged as any other change: what differs from the base holds.
  private var isMissingAfterwards: Bool {
    let (base, ours, theirs) = (
      Self.isMissing(request.base), Self.isMissing(request.ours), Self.isMissing(request.theirs)
    )
    return ours == base ? theirs : ours
  }

  private static func isMissing(_ text: [UInt8]) -> Bool { text.last.map { $0 != 0x0A } ?? false }

  private static func ended(_ text: [UInt8]) -> [UInt8] {
    guard isMissing(text) else { return text }
    return text + (hasCRLF(text) ? [0x0D, 0x0A] : [0x0A])
  }

  /// Whether the last line with an ending ends in CR LF.
  private static func hasCRLF(_ text: [UInt8]) -> Bool {
    text.lastIndex(of: 0x0A).map { $0 > 0 && text[$0 - 1] == 0x0D } ?? false
  }
}
