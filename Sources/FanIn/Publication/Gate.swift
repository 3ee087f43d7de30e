import Git
import GitValues

/// How the gate ended.
public struct GateReport: Sendable {
  public let command: String
  /// The command's exit status.
  public let status: Int32
  /// The file with all that it printed.
  public let log: String
  /// The last lines of it.
  public let lastLines: [String]

  public var isPassed: Bool { status == 0 }
}

/// Runs the command that must succeed on the merged tree before anything is published.
struct Gate {
  private let workspace: Workspace
  private let command: String

  init(_ workspace: Workspace, command: String) {
    self.workspace = workspace
    self.command = command
  }

  /// Checks the commit out into a worktree of its own, runs the command there and takes the worktree away again.
  ///
  /// - Parameter commit: may be in memory only; it is written, as the command may look at it with git.
  func run(on commit: ObjectID) throws -> GateReport {
    let repository = workspace.repository
    let state = StateFolder(repository)
    try SystemFiles.makeFolder(state.path)
    try SystemFiles.makeFolder(state.gateFolder)
    try repository.store([commit])
    let folder = temporaryFolder()
    let added = try repository.addWorktrees([NewWorktree(path: folder, head: .detached(commit))])
    defer { for tree in added.worktrees { try? repository.discardWorktree(tree) } }
    let log = "\(state.gateFolder)/\(SystemFiles.seconds())-\(SystemFiles.processID).log"
    // Variables that git sets in hooks would make the command work on the wrong repository.
    let environment = workspace.environment.filter { !gitVariables.contains($0.key) }
    let status = try ChildProcess.run(command, in: folder, output: log, environment: environment)
    try Interrupt.check()
    return GateReport(command: command, status: status, log: log, lastLines: lastLines(of: log))
  }

  private func temporaryFolder() -> String {
    let root = workspace.environment["TMPDIR"].flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
    return "\(root)/\(Gate.folderName)\(SystemFiles.processID)-\(SystemFiles.seconds())"
  }

  /// How the names of the gates' folders begin; the process follows.
  static let folderName = "git-fanin-gate-"

  private func lastLines(of log: String) -> [String] {
    let text = String(decoding: (readFile(log) ?? []).suffix(8192), as: UTF8.self)
    return text.split(separator: "\n").suffix(12).map(String.init)
  }
}

/// Variables that would make a command of the user's work on another repository than the one it is run for.
let gitVariables: Set<String> = [
  "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY",
]
