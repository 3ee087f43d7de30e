extension OptionSpec {
  /// Says why `value` will not do for this option; nothing when it does.
  func check(_ value: String) throws(UsageError) {
    switch kind {
    case .flag, .anyText, .verbatim:
      return
    case .text:
      try refuse(value.isEmpty, "needs a value (\(placeholderName)), not an empty text")
    case .number:
      try refuse(Option<Int?>.wholeNumber(value) == nil, "needs a whole number, not '\(value)'")
    case .oneOf(let words):
      try checkWord(value, words)
    case .list:
      let hasGap = value.splitOnCommas().contains("")
      try refuse(hasGap, "needs names separated by commas, none of them empty; this is '\(value)'")
    case .lane:
      let problem = LaneRequest.problem(in: value)
      try refuse(problem != nil, problem ?? "")
    }
  }

  /// The placeholder without its optional parts: `NAME` of `NAME[=GLOB,…]`.
  var placeholderName: String {
    let text = placeholder ?? "value"
    return String(text.prefix { $0 != "[" && $0 != "…" })
  }

  private func checkWord(_ value: String, _ words: [String]) throws(UsageError) {
    guard !words.contains(value) else { return }
    let choice = words.joined(separator: ", ")
    let suggestion = Suggestions.phrase(for: value, among: words)
    throw UsageError("option '\(spelling)' takes \(choice), not '\(value)'\(suggestion)")
  }

  private func refuse(_ isWrong: Bool, _ reason: String) throws(UsageError) {
    if isWrong { throw UsageError("option '\(spelling)' \(reason)") }
  }
}
