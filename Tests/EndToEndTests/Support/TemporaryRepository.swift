import Foundation
import Testing

/// A file in a commit that a test makes.
struct Entry {
  let path: [UInt8]
  var mode = "100644"
  /// Nil where the commit removes it.
  let content: [UInt8]?

  static func file(_ path: String, _ text: String, mode: String = "100644") -> Entry {
    Entry(path: Array(path.utf8), mode: mode, content: Array(text.utf8))
  }

  static func link(_ path: String, to target: String) -> Entry { file(path, target, mode: "120000") }

  static func gone(_ path: String) -> Entry { Entry(path: Array(path.utf8), content: nil) }
}

/// A commit that a test makes.
struct NewCommit {
  let branch: String
  /// Where the branch starts, if it is new; nil goes on from where it is.
  let from: String?
  let entries: [Entry]
  /// Further parents.
  var merging: [String] = []

  init(_ branch: String, from: String? = nil, _ entries: [Entry], merging: [String] = []) {
    self.branch = branch
    self.from = from
    self.entries = entries
    self.merging = merging
  }
}

/// A repository made by real git, apart from any configuration of the machine, and gone with this object.
final class TemporaryRepository {
  /// The folder that holds everything: the repository, its lanes, the home folder.
  let root: String
  let path: String
  private let isBare: Bool
  private var branches: Set<String> = []
  private var clock = 1_700_000_000
  var environment: [String: String]

  init(name: String = "repo", bare: Bool = false, options: [String] = []) throws {
    let base = Files.scratch + "fanin-e2e-" + String(UUID().uuidString.prefix(13))
    try FileManager.default.createDirectory(atPath: base + "/home", withIntermediateDirectories: true)
    root = URL(filePath: base).resolvingSymlinksInPath().path
    path = root + "/" + name
    isBare = bare
    environment = [
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
      "HOME": root + "/home", "XDG_CONFIG_HOME": root + "/home/.config", "TMPDIR": root + "/home",
      "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null", "LC_ALL": "C.UTF-8",
      "GIT_AUTHOR_NAME": "Ann Author", "GIT_AUTHOR_EMAIL": "ann@example.com",
      "GIT_COMMITTER_NAME": "Carl Committer", "GIT_COMMITTER_EMAIL": "carl@example.com",
      "GIT_TERMINAL_PROMPT": "0", "GIT_EDITOR": "true",
    ]
    try git(["init", "-q", "-b", "main"] + (bare ? ["--bare"] : []) + options + [path], in: root)
  }

  deinit { try? FileManager.default.removeItem(atPath: root) }

  var gitFolder: String { isBare ? path : path + "/.git" }
  var lanesFolder: String { root + "/repo.lanes" }
}

// Running git and git-fanin.
extension TemporaryRepository {
  /// Runs git and returns what it printed, without the last line break.
  @discardableResult
  func git(_ words: [String], in folder: String? = nil, input: [UInt8] = []) throws -> String {
    let result = try gitResult(words, in: folder, input: input)
    guard result.status == 0 else { throw ProcessFailure(description: "git \(words): \(result)") }
    return result.output.hasSuffix("\n") ? String(result.output.dropLast()) : result.output
  }

  @discardableResult
  func git(_ words: String..., in folder: String? = nil) throws -> String { try git(words, in: folder) }

  func gitResult(_ words: [String], in folder: String? = nil, input: [UInt8] = []) throws -> ProcessResult {
    clock += 1
    var variables = environment
    variables["GIT_AUTHOR_DATE"] = "\(clock) +0000"
    variables["GIT_COMMITTER_DATE"] = "\(clock) +0000"
    return try RunningProcess(["git"] + words, in: folder ?? path, environment: variables, input: input)
      .wait()
  }

  func fanin(
    _ words: String..., in folder: String? = nil, environment extra: [String: String] = [:]
  ) throws -> ProcessResult {
    try start(words, in: folder, environment: extra).wait()
  }

  func fanin(
    _ words: [String], in folder: String? = nil, environment extra: [String: String] = [:]
  ) throws -> ProcessResult {
    try start(words, in: folder, environment: extra).wait()
  }

  func start(
    _ words: [String], in folder: String? = nil, environment extra: [String: String] = [:]
  ) throws -> RunningProcess {
    try FanInProcess.start(
      words, in: folder ?? path, environment: environment.merging(extra) { $1 })
  }
}

// Making history.
extension TemporaryRepository {
  /// Makes commits in one go, without a worktree, and then updates the worktree.
  func build(_ commits: [NewCommit], checkingOut: Bool = true) throws {
    var stream: [UInt8] = []
    func line(_ text: String) { stream += Array((text + "\n").utf8) }
    func data(_ bytes: [UInt8]) {
      line("data \(bytes.count)")
      stream += bytes + [0x0A]
    }
    var mentioned: Set<String> = []
    for commit in commits {
      clock += 1
      line("commit refs/heads/\(commit.branch)")
      line("author Ann Author <ann@example.com> \(clock) +0000")
      line("committer Carl Committer <carl@example.com> \(clock) +0000")
      data(Array("change \(commit.branch)\n".utf8))
      if let from = commit.from {
        line("from refs/heads/\(from)" + (from == commit.branch ? "^0" : ""))
      } else if mentioned.insert(commit.branch).inserted, branches.contains(commit.branch) {
        line("from refs/heads/\(commit.branch)^0")
      }
      mentioned.insert(commit.branch)
      branches.insert(commit.branch)
      for other in commit.merging { line("merge refs/heads/\(other)") }
      for entry in commit.entries {
        guard let content = entry.content else {
          line("D \(TemporaryRepository.quoted(entry.path))")
          continue
        }
        line("M \(entry.mode) inline \(TemporaryRepository.quoted(entry.path))")
        data(content)
      }
      line("")
    }
    try git(["fast-import", "--quiet", "--force"], input: stream)
    if checkingOut && !isBare { try git("reset", "-q", "--hard") }
  }

  private static func quoted(_ path: [UInt8]) -> String {
    var text = "\""
    for byte in path {
      switch byte {
      case 0x22, 0x5C: text += "\\" + String(UnicodeScalar(byte))
      case 0x20...0x7E: text += String(UnicodeScalar(byte))
      default:
        let digits = String(byte, radix: 8)
        text += "\\" + String(repeating: "0", count: 3 - digits.utf8.count) + digits
      }
    }
    return text + "\""
  }

  /// Twenty lines, of which some are changed: line number → text.
  static func lines(_ changes: [Int: String] = [:]) -> String {
    (1...20).map { (changes[$0] ?? "line \($0)") + "\n" }.joined()
  }

  /// A base on main and lanes that change what they are told to.
  static func with(_ lanes: [(String, [Entry])], base: [Entry] = []) throws -> TemporaryRepository {
    let repository = try TemporaryRepository()
    let first = [Entry.file("shared.txt", lines()), .file("README", "read me\n")]
    try repository.build(
      [NewCommit("main", first + base)] + lanes.map { NewCommit($0.0, from: "main", $0.1) })
    return repository
  }

  /// Three lanes that fit together: `a` and `b` change one file in two places, `c` another file.
  static func fitting() throws -> TemporaryRepository {
    try with([
      ("a", [.file("shared.txt", lines([2: "a's"])), .file("a.txt", "a\n")]),
      ("b", [.file("shared.txt", lines([18: "b's"])), .file("dir/b.txt", "b\n")]),
      ("c", [.file("README", "read me now\n")]),
    ])
  }

  /// Lanes `a` and `b` that change one line in two ways, and `c` that fits with both.
  static func clashing() throws -> TemporaryRepository {
    try with([
      ("a", [.file("shared.txt", lines([5: "a's"])), .file("a.txt", "a\n")]),
      ("b", [.file("shared.txt", lines([5: "b's"])), .file("b.txt", "b\n")]),
      ("c", [.file("c.txt", "c\n")]),
    ])
  }

  /// A worktree of an existing branch beside the repository, made by git.
  @discardableResult
  func addWorktree(_ branch: String, at name: String? = nil) throws -> String {
    let folder = root + "/" + (name ?? "worktree-\(branch)")
    try git("worktree", "add", "-q", folder, branch)
    return folder
  }
}

// Looking at what is there.
extension TemporaryRepository {
  func commit(_ name: String) throws -> String { try git("rev-parse", "--verify", "-q", name + "^{commit}") }

  func tree(_ name: String) throws -> String { try git("rev-parse", "--verify", "-q", name + "^{tree}") }

  func hasReference(_ name: String) throws -> Bool {
    try gitResult(["rev-parse", "--verify", "-q", name]).status == 0
  }

  /// Every reference with its value.
  func references() throws -> String { try git("for-each-ref", "--format=%(objectname) %(refname)") }

  /// The commits of the first-parent line from `old` to `new`, oldest first.
  func line(_ old: String, _ new: String) throws -> [String] {
    try git("rev-list", "--first-parent", "--reverse", "\(old)..\(new)").split(separator: "\n").map(
      String.init)
  }

  func message(_ commit: String) throws -> String { try git("log", "-1", "--format=%B", commit) }

  func status(in folder: String? = nil) throws -> String {
    try git("status", "--porcelain=v1", "--untracked-files=all", in: folder)
  }

  func write(_ file: String, _ text: String, in folder: String? = nil) throws {
    let full = (folder ?? path) + "/" + file
    let parent = URL(filePath: full).deletingLastPathComponent().path
    try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(filePath: full))
  }

  func read(_ file: String, in folder: String? = nil) -> String? {
    Files.bytes((folder ?? path) + "/" + file).map { String(decoding: $0, as: UTF8.self) }
  }

  func exists(_ file: String, in folder: String? = nil) -> Bool {
    Files.exists((folder ?? path) + "/" + file)
  }

  /// Commits all of a worktree.
  func commitAll(in folder: String, _ message: String = "work") throws {
    try git("add", "-A", in: folder)
    try git("commit", "-q", "-m", message, in: folder)
  }

  /// What `git merge` makes of lanes in this order.
  func mergedTree(of lanes: [String], into target: String) throws -> String {
    var tip = try commit(target)
    for lane in lanes {
      let tree = String(try git("merge-tree", "--write-tree", tip, lane).split(separator: "\n")[0])
      tip = try git("commit-tree", "-m", "oracle", "-p", tip, "-p", try commit(lane), tree)
    }
    return try tree(tip)
  }

  /// Fails the test where git finds anything wrong with the repository.
  func expectSound(sourceLocation: SourceLocation = #_sourceLocation) throws {
    let result = try gitResult(["fsck", "--strict", "--full", "--no-dangling", "--no-progress"])
    #expect(result.status == 0 && result.output.isEmpty, "\(result)", sourceLocation: sourceLocation)
  }

  /// Everything on disk, for tests that nothing at all was changed.
  func snapshot() -> Snapshot { Snapshot(root, leavingOut: ["home"]) }

  /// Files without times, for tests that the content is the same.
  func contents(of folder: String? = nil) -> Snapshot {
    Snapshot(folder ?? path, times: false, leavingOut: [".git"])
  }
}
