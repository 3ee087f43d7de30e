extension ResolutionPolicy {
  /// The names of all rules that settle conflicts in texts, in the order in which they are asked.
  public static var ruleNames: [String] { resolutionRules.map(\.name) + [HunkResolver.adjacent] }
}
