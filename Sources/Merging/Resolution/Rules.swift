/// A way to settle conflicts of one kind.
struct ResolutionRule: Sendable {
  /// Short and stable: people switch rules off by it.
  let name: String
  /// What the rule makes of a hunk; nil if it has no answer.
  let settle: @Sendable (Hunk, MergeScene) -> Settlement?
}

/// All rules, in the order in which they are asked: the first answer that stands the checks holds.
///
/// `adjacent` is no entry, as it asks the others about the parts of a hunk: see `HunkResolver`. `generated` is none
/// either: see `isGenerated`.
let resolutionRules: [ResolutionRule] = [
  .remembered,
  .contained,
  .imports,
  .whiteSpace,
  .version,
  .keyed,
  .tokens,
  .definitions,
  .entries,
  .insertions,
]

/// Rules that are asked about a hunk as a whole once no other and none of its parts has an answer.
let lastResolutionRules: [ResolutionRule] = [.tokensOfLines]
