import Git
import Merging

extension ResolutionPolicy {
  /// Reads `fanin.accept` (`likely`, `certain`, or `none` where no rule may settle anything) and `fanin.disable`.
  ///
  /// - Throws: `.invalidName` for a word that is none of these.
  init(_ settings: Settings) throws(GitError) {
    self.init()
    switch try settings.word("fanin.accept", among: ["likely", "certain", "none"]) {
    case "certain": accept = .certain
    case "none": accept = .ask
    default: accept = .likely
    }
    for words in try settings.strings("fanin.disable") {
      for rule in words.split(whereSeparator: { $0 == "," || $0 == " " }) { disabled.insert(String(rule)) }
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
