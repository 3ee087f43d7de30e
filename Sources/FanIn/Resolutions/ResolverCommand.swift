import Git
public import GitValues
import Merging
import Outlines

/// What a resolver command is asked about one file.
public struct ResolverQuestion: Sendable {
  public let path: GitPath
  public let lane: String
  public let target: String
  public let base: [UInt8]
  public let ours: [UInt8]
  public let theirs: [UInt8]
  /// The file as it is in the worktree, with conflict markers.
  public let merged: [UInt8]
  public let markerSize: Int
  /// The conflicts that are still open.
  public let hunks: [OpenClash.Hunk]
}

/// A command of the user's that settles a conflict: it is asked on its standard input and writes the file to its
/// standard output.
///
/// What it writes is looked at before it is believed: it is held to what every merged text is held to, and to leaving
/// alone what is in no conflict. A refused answer changes nothing.
public struct ResolverCommand: Sendable {
  /// For `/bin/sh -c`; the user's own words.
  let command: String
  /// How many seconds it has for a file; nil for as long as it takes.
  let limit: Int?
  /// Puts a question into the form in which the command is asked.
  let form: @Sendable (ResolverQuestion) -> [UInt8]

  /// More than this is no answer.
  private static let sizeLimit = 64 << 20

  /// - Parameters:
  ///   - command: for `/bin/sh -c`; the user's own words.
  ///   - limit: how many seconds it has for a file; nil for as long as it takes.
  ///   - form: puts a question into the form in which the command is asked.
  public init(
    _ command: String, limit: Int?, form: @escaping @Sendable (ResolverQuestion) -> [UInt8]
  ) {
    self.command = command
    self.limit = limit
    self.form = form
  }

  /// Asks about one file, and puts the answer into the worktree if it will do.
  ///
  /// - Returns: why it will not; nil where it did.
  func settle(_ path: GitPath, in merge: WaitingMerge, _ workspace: Workspace) throws -> PathRemark? {
    guard let file = merge.file(at: path), let now = try merge.editor.read(path) else {
      return PathRemark(path: path, reason: "there are no conflicting lines to ask about")
    }
    let hunks = try merge.resolution().open.first { $0.path == path }?.hunks.filter { $0.lines != nil } ?? []
    let question = ResolverQuestion(
      path: path, lane: merge.waiting.lane, target: merge.waiting.target.branchName, base: file.base.bytes,
      ours: file.ours.bytes, theirs: file.theirs.bytes, merged: now, markerSize: file.markerSize, hunks: hunks
    )
    switch try answer(to: question, in: merge.waiting.worktree.path, workspace) {
    case .failure(let refusal):
      return PathRemark(path: path, reason: refusal.reason)
    case .success(let bytes):
      if let reason = ResolverCommand.problem(with: bytes, for: file, settledFrom: SourceText(now)) {
        return PathRemark(path: path, reason: reason)
      }
      try merge.editor.write(path, bytes, mode: file.mode)
      return nil
    }
  }

  private struct Refusal: Error { let reason: String }

  /// Runs the command, with its streams in files of our own: it can neither block us nor fill our memory.
  private func answer(
    to question: ResolverQuestion, in folder: String, _ workspace: Workspace
  ) throws -> Result<[UInt8], Refusal> {
    let state = StateFolder(workspace.repository)
    try SystemFiles.makeFolder(state.path)
    let name = "\(state.path)/resolver-\(SystemFiles.processID)"
    let streams = ChildProcess.Streams(input: name + ".in", output: name + ".out", errors: name + ".err")
    defer { for file in [".in", ".out", ".err"] { try? SystemFiles.remove(name + file) } }
    try SystemFiles.remove(streams.input)
    guard writeFile(streams.input, form(question)) else {
      throw SystemFiles.failure("cannot write", streams.input)
    }
    let environment = workspace.environment.filter { !gitVariables.contains($0.key) }
    let status = try ChildProcess.run(command, in: folder, streams, environment: environment, limit: limit)
    try Interrupt.check()
    guard let status else {
      return .failure(Refusal(reason: "the command had no answer within \(limit ?? 0) seconds"))
    }
    guard status == 0 else {
      return .failure(Refusal(reason: "the command ended with \(status)" + lastWords(name + ".err")))
    }
    guard let size = SystemFiles.status(streams.output)?.size, size <= ResolverCommand.sizeLimit,
      let bytes = readFile(streams.output)
    else { return .failure(Refusal(reason: "the command wrote too much")) }
    return .success(bytes)
  }

  /// The last line that the command printed as an error.
  private func lastWords(_ file: String) -> String {
    let text = String(decoding: (readFile(file, limit: 1 << 20) ?? []).suffix(1000), as: UTF8.self)
    return text.split(separator: "\n").last.map { ": \($0)" } ?? ""
  }

  /// Why an answer cannot be the file; nil if it can.
  ///
  /// The one place where answers are judged.
  private static func problem(
    with bytes: [UInt8], for file: ConflictedFile, settledFrom before: SourceText
  ) -> String? {
    if bytes.isEmpty { return "the command wrote nothing" }
    if isBinary(bytes) { return "the command wrote no text" }
    if file.hasMarkers(bytes) { return "the command left conflict markers" }
    if let line = file.changedLine(in: bytes, settledFrom: before) {
      return "the command changed what is in no conflict, at line \(line) of the file as it was"
    }
    return file.problems(of: bytes, settledFrom: before).first.map {
      "what the command wrote fails a check: \($0)"
    }
  }
}
