internal import Clibgit2

extension Repository {
  /// Who commits, as git finds it: `GIT_COMMITTER_*` and `GIT_AUTHOR_*`, then `committer.*`, `author.*`, then `user.*`.
  ///
  /// - Parameters:
  ///   - role: whose name is wanted.
  ///   - environment: where the variables are looked up.
  /// - Throws: `.invalidName` where no name or mail address is configured.
  public func signature(
    of role: SignatureRole, environment: [String: String]
  ) throws(GitError) -> Signature {
    let settings = try configuration()
    let variable = "GIT_\(role.rawValue.uppercased())"
    func find(_ field: String, _ suffix: String) -> String? {
      if let value = environment["\(variable)_\(suffix)"] { return value }
      return settings.string("\(role.rawValue).\(field)") ?? settings.string("user.\(field)")
    }
    guard let name = find("name", "NAME"), let mail = find("email", "EMAIL") ?? environment["EMAIL"] else {
      throw GitError(
        .invalidName, "git does not know who you are",
        hint:
          "run: git config --global user.name \"Your Name\"; git config --global user.email you@example.com")
    }
    guard !Signature.clean(name).isEmpty else {
      throw GitError(
        .invalidName, "git allows no empty name, and '\(name)' is one",
        hint: "run: git config --global user.name \"Your Name\"")
    }
    let given = environment["\(variable)_DATE"].flatMap(Repository.date)
    let time = if let given { given } else { try Repository.now() }
    return Signature(name: name, mail: mail, time: time.time, offset: time.offset)
  }

  /// Git's raw form of a date: `1700000000 +0100`, with or without `@`. Other forms are left to git.
  private static func date(_ text: String) -> (time: Int64, offset: Int)? {
    let words = text.split(separator: " ")
    guard let first = words.first, let time = Int64(first.hasPrefix("@") ? first.dropFirst() : first) else {
      return nil
    }
    guard words.count > 1, let zone = Int(words[1]) else { return (time, 0) }
    return (time, zone / 100 * 60 + zone % 100)
  }

  private static func now() throws(GitError) -> (time: Int64, offset: Int) {
    var made: UnsafeMutablePointer<git_signature>?
    try check(git_signature_now(&made, "n", "m"), "cannot read the clock")
    guard let made else { throw GitError(.io, "cannot read the clock") }
    defer { git_signature_free(made) }
    return (made.pointee.when.time, Int(made.pointee.when.offset))
  }
}

/// In which role somebody signs a commit.
public enum SignatureRole: String, Sendable { case author, committer }
