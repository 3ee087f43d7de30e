public import GitValues

/// Which paths of a tree must never be written to a worktree, as they would become part of a `.git` folder somewhere.
///
/// A commit may come from anywhere, and its paths may be made to run code: a file `.GIT/hooks/post-checkout` is a hook
/// where case does not count. The rules are git's own, so that what git checks out is checked out here.
public struct PathRules: Sendable {
  /// `core.protectHFS`: macOS leaves out some code points of a name, so that `.g\u{200c}it` is `.git`.
  public var protectsHFS = PathRules.isDarwin
  /// `core.protectNTFS`: Windows cuts off dots and blanks and has short names, so that `git~1` is `.git`.
  public var protectsNTFS = true

  public init() {}

  private static var isDarwin: Bool {
    #if canImport(Darwin)
      true
    #else
      false
    #endif
  }

  /// Why a path must not be written; nil if nothing is against it.
  ///
  /// - Parameters:
  ///   - path: as in a tree. One with empty parts is refused.
  ///   - mode: what is to be written there: links have names of their own that are refused.
  public func reason(against path: GitPath, mode: FileMode = .file) -> String? {
    guard !path.isRoot else { return "it is empty" }
    let parts = path.bytes.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    for (index, part) in parts.enumerated() {
      let isLink = mode == .symlink && index == parts.count - 1
      if let reason = reason(againstPart: part, isLink: isLink) { return reason }
    }
    return nil
  }

  /// Whether a path can be written without harm.
  public func allow(_ path: GitPath, mode: FileMode = .file) -> Bool {
    reason(against: path, mode: mode) == nil
  }

  private func reason(againstPart part: ArraySlice<UInt8>, isLink: Bool) -> String? {
    // Nearly all names are settled by their first byte: these are the only ones that forbidden names begin with.
    guard let first = part.first else { return "it has an empty part" }
    if part.contains(0) { return "it contains a zero byte" }
    if first == UInt8(ascii: ".") {
      if part.count == 1 { return "'.' is no name" }
      if part.elementsEqual("..".utf8) { return "'..' leads out of its folder" }
      let name = lowercased(part)
      if name == Array(".git".utf8) { return "'.git' belongs to git" }
      if isLink, name == Array(".gitmodules".utf8) { return "'.gitmodules' must not be a link" }
    }
    if protectsHFS, let reason = PathRules.reasonOnHFS(part, isLink: isLink) { return reason }
    if protectsNTFS, let reason = PathRules.reasonOnNTFS(part, isLink: isLink) { return reason }
    return nil
  }
}

extension PathRules {
  private static func reasonOnHFS(_ part: ArraySlice<UInt8>, isLink: Bool) -> String? {
    guard part.contains(where: { $0 >= 0x80 }) else { return nil }
    let kept = String(decoding: part, as: UTF8.self).unicodeScalars.filter { !isIgnoredOnHFS($0.value) }
    let name = lowercased(Array(String(String.UnicodeScalarView(kept)).utf8)[...])
    if name == Array(".git".utf8) { return "macOS reads it as '.git'" }
    if isLink, name == Array(".gitmodules".utf8) { return "macOS reads it as '.gitmodules'" }
    return nil
  }

  /// The code points that the file system of macOS does not see.
  private static func isIgnoredOnHFS(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x200C...0x200F, 0x202A...0x202E, 0x206A...0x206F, 0xFEFF: true
    default: false
    }
  }

  /// A backslash separates names there, so each piece is looked at.
  private static func reasonOnNTFS(_ part: ArraySlice<UInt8>, isLink: Bool) -> String? {
    for piece in part.split(separator: UInt8(ascii: "\\")) {
      guard let first = piece.first, first == UInt8(ascii: ".") || first | 0x20 == UInt8(ascii: "g") else {
        continue
      }
      let name = lowercased(piece)
      if isNTFS(name, ".git") || isNTFS(name, "git~1") { return "Windows reads it as '.git'" }
      if isLink, isModulesFileOnNTFS(name) { return "Windows reads it as '.gitmodules'" }
    }
    return nil
  }

  /// Whether a name is `target` once blanks, dots and a stream's name are cut off.
  private static func isNTFS(_ name: [UInt8], _ target: String) -> Bool {
    guard name.starts(with: target.utf8) else { return false }
    let rest = name.dropFirst(target.utf8.count).prefix { $0 != UInt8(ascii: ":") }
    return rest.allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: ".") }
  }

  private static func isModulesFileOnNTFS(_ name: [UInt8]) -> Bool {
    if isNTFS(name, ".gitmodules") { return true }
    if (1...4).contains(where: { isNTFS(name, "gitmod~\($0)") }) { return true }
    // The short name of a folder with many like it begins with a sum over the long one.
    guard name.starts(with: "gi7eb".utf8), let tilde = name.firstIndex(of: UInt8(ascii: "~")), tilde <= 6
    else {
      return false
    }
    return name.dropFirst(tilde + 1).first.map { (UInt8(ascii: "1")...UInt8(ascii: "9")).contains($0) }
      ?? false
  }
}

/// ASCII letters in lower case; other bytes as they are.
func lowercased(_ bytes: some Sequence<UInt8>) -> [UInt8] {
  bytes.map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 | 0x20 : $0 }
}

extension Repository {
  /// The rules that this repository's settings ask for.
  public func pathRules() throws(GitError) -> PathRules {
    let settings = try configuration()
    var rules = PathRules()
    if let value = settings.bool("core.protecthfs") { rules.protectsHFS = value }
    if let value = settings.bool("core.protectntfs") { rules.protectsNTFS = value }
    return rules
  }

  /// Whether a file may be written at `path` in a worktree; for many paths, ask `pathRules()` once.
  public func isSafe(path: GitPath) -> Bool { ((try? pathRules()) ?? PathRules()).allow(path) }
}
