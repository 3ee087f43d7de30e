import Git
import Merging

extension ResolutionPolicy {
  /// Reads `fanin.accept` (`likely`, `certain`, or `none` where no rule may settle anything) and `fanin.disable`.
  ///
  /// - Throws: `.invalidName` for a word that is none of these, or no rule's name.
  init(_ settings: Settings) throws(GitError) {
    self.init()
    switch try settings.word("fanin.accept", among: ["likely", "certain", "none"]) {
    case "certain": accept = .certain
    case "none": accept = .ask
    default: accept = .likely
    }
    let known = ResolutionPolicy.ruleNames + [migrationListRule]
    for words in try settings.strings("fanin.disable") {
      for rule in words.split(whereSeparator: { $0 == "," || $0 == " " }).map(String.init) {
        guard known.contains(rule) else {
          throw GitError(
            .invalidName, "fanin.disable names '\(rule)', which is no rule",
            hint: "the rules are: " + known.joined(separator: ", "))
        }
        disabled.insert(rule)
      }
    }
  }

  /// The policy of a path whose attribute `fanin` has a value.
  ///
  /// - Parameter strategy: `ask`, `certain`, `likely`, or the name of the only rule that may be used.
  func with(strategy: String) -> ResolutionPolicy {
    var policy = self
    switch strategy {
    case "ask", "none": policy.accept = .ask
    case "certain": policy.accept = .certain
    case "likely": policy.accept = .likely
    default: policy.only = strategy
    }
    return policy
  }
}
