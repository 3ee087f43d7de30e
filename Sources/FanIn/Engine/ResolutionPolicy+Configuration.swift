import Git
import Merging

extension ResolutionPolicy {
  /// What the user's configuration allows the rules: `fanin.accept` and `fanin.disable`.
  ///
  /// - Throws: `.invalidName` for a value that means nothing.
  init(_ configuration: borrowing Configuration) throws(GitError) {
    self.init()
    if let word = configuration.string("fanin.accept") {
      guard let accept = ResolutionPolicy.certainty(named: word) else {
        throw GitError(
          .invalidName, "fanin.accept is '\(word)', which says nothing",
          hint: "set it to certain, likely or none")
      }
      self.accept = accept
    }
    for names in configuration.strings("fanin.disable") {
      disabled.formUnion(names.split { $0 == "," || $0 == " " || $0 == "\t" }.map(String.init))
    }
  }

  /// How sure a rule must be, by the word of a setting; nil if it means nothing.
  static func certainty(named word: String) -> Certainty? {
    switch word {
    case "certain": .certain
    case "likely": .likely
    case "none": .ask
    default: nil
    }
  }
}
