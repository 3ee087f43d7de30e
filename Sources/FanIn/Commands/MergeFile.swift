import Git
import GitValues
public import Merging

/// Three files of which one is to be made.
public struct FileMergeRequest: Sendable {
  /// The names of the files, which need not be UTF-8.
  public var base: [UInt8]
  public var ours: [UInt8]
  public var theirs: [UInt8]
  /// The path in the repository, by which the language is known; empty if unknown.
  public var path: [UInt8] = []
  /// How conflicts are written; the style counts only if `hasStyle`, else the user's configuration does.
  public var options = TextMergeOptions(
    oursLabel: Array("ours".utf8), baseLabel: Array("base".utf8), theirsLabel: Array("theirs".utf8))
  public var hasStyle = false
  /// How sure a rule must be; nil for what the user's configuration says.
  public var accept: Certainty?
  /// Whether the result takes the place of ours; otherwise no file is touched.
  public var replacesOurs = true

  /// - Parameters:
  ///   - base: the name of the common ancestor's file.
  ///   - ours: the name of our file.
  ///   - theirs: the name of their file.
  public init(base: [UInt8], ours: [UInt8], theirs: [UInt8]) {
    self.base = base
    self.ours = ours
    self.theirs = theirs
  }
}

/// What came of three files.
public struct FileMergeReport: Sendable {
  public enum Result: String, Sendable {
    case clean
    /// There are conflict markers in the result.
    case conflict
    /// The files cannot be merged as text, and ours was left as it is.
    case binary
  }

  public let result: Result
  public let bytes: [UInt8]
  /// How many places have conflict markers.
  public var conflicts = 0
  /// What was decided about each place where git stops.
  public var decisions: [HunkDecision] = []
  /// What else is to be known.
  public var warnings: [String] = []
}

/// Merges three files as `git merge-file` does, and lets the rules settle what git leaves open.
///
/// No repository is needed; where there is one, its configuration and its remembered resolutions count. It is opened
/// only for conflicts. Whatever fails, the file has conflict markers then, never one side: they are written before any
/// rule is tried, so that even the end of this process leaves them.
///
/// - Parameters:
///   - request: the files.
///   - folder: where the repository is looked for.
///   - environment: the process's variables.
/// - Throws: where a file cannot be read or written.
public func mergeFile(
  _ request: FileMergeRequest, in folder: String, environment: [String: String]
) throws -> FileMergeReport {
  var merge = try FileMerge(request)
  return try merge.run(in: folder, environment: environment)
}

private struct FileMerge {
  let request: FileMergeRequest
  let base: [UInt8]
  let ours: [UInt8]
  let theirs: [UInt8]
  /// What the file of ours holds now.
  private var onDisk: [UInt8]

  init(_ request: FileMergeRequest) throws {
    self.request = request
    ours = try NamedFile(request.ours).read()
    onDisk = ours
    do {
      base = try NamedFile(request.base).read()
      theirs = try NamedFile(request.theirs).read()
    } catch {
      // Older versions of git go on whatever the status is: ours alone must not look like a result.
      if request.replacesOurs { try NamedFile(request.ours).replace(with: FileMerge.marked(ours, request)) }
      throw error
    }
  }

  /// A file as one conflict whose other side is not known.
  private static func marked(_ ours: [UInt8], _ request: FileMergeRequest) -> [UInt8] {
    func marker(_ character: Character, _ label: [UInt8]) -> [UInt8] {
      let size = request.options.markerSize > 0 ? request.options.markerSize : 7
      return Array("\(String(repeating: character, count: size)) ".utf8) + label + [UInt8(ascii: "\n")]
    }
    let isEnded = ours.isEmpty || ours.last == UInt8(ascii: "\n")
    return marker("<", request.options.oursLabel) + ours + (isEnded ? [] : [UInt8(ascii: "\n")])
      + marker("=", []).filter { $0 != UInt8(ascii: " ") }
      + marker(">", Array("cannot be read: ".utf8) + request.options.theirsLabel)
  }

  /// Larger files are not merged as text, as in git.
  private static let sizeLimit = 1023 << 20

  mutating func run(in folder: String, environment: [String: String]) throws -> FileMergeReport {
    if ours == theirs || base == theirs { return try keep(ours) }
    if base == ours { return try keep(theirs) }
    guard isText else { return FileMergeReport(result: .binary, bytes: ours, conflicts: 1) }
    let ground = MergeGround(base: base, ours: ours, theirs: theirs)
    let plain = ground.merged(request.options)
    if plain.isClean { return try keep(plain.bytes) }
    try write(plain.bytes)
    CrashPoint.pass("merge-file")
    var warnings: [String] = []
    let resolved: ResolvedText
    do {
      resolved = settleText(try resolution(in: folder, environment), ground: ground, plain: plain)
    } catch {
      let reason = (error as? GitError)?.message ?? (error as? FanInError)?.message ?? "\(error)"
      warnings.append("\(reason); no rule was tried")
      resolved = ResolvedText(bytes: plain.bytes, conflicts: plain.conflicts, nearby: [], decisions: [])
    }
    try write(resolved.bytes)
    return FileMergeReport(
      result: resolved.isClean ? .clean : .conflict, bytes: resolved.bytes,
      conflicts: resolved.conflicts.count, decisions: resolved.decisions, warnings: warnings)
  }

  private var isText: Bool {
    [base, ours, theirs].allSatisfy { !isBinary($0) && $0.count <= FileMerge.sizeLimit }
  }

  private mutating func keep(_ bytes: [UInt8]) throws -> FileMergeReport {
    try write(bytes)
    return FileMergeReport(result: .clean, bytes: bytes)
  }

  private mutating func write(_ bytes: [UInt8]) throws {
    guard request.replacesOurs, bytes != onDisk else { return }
    try NamedFile(request.ours).replace(with: bytes)
    onDisk = bytes
  }

  /// What the rules are asked, with what the repository says about it, if there is one.
  private func resolution(in folder: String, _ environment: [String: String]) throws -> ResolutionRequest {
    var asked = ResolutionRequest(
      base: base, ours: ours, theirs: theirs, path: request.path, options: request.options)
    if let workspace = try workspace(in: folder, environment) {
      let settings = try MergeSettings(
        try workspace.repository.configuration(),
        try Settings(workspace.repository, of: try headTree(workspace)))
      asked.policy = settings.policy
      if !request.hasStyle { asked.options.style = settings.style }
      asked.memory = workspace.resolutionMemory()
    }
    if let accept = request.accept { asked.policy.accept = accept }
    return asked
  }

  /// The tree of what is checked out: what git merges into.
  private func headTree(_ workspace: Workspace) throws -> ObjectID? {
    let commit: ObjectID
    switch try workspace.repository.head() {
    case .branch(let branch): commit = branch.commit
    case .detached(let id): commit = id
    case .unborn: return nil
    }
    return try workspace.repository.graph.commit(commit).tree
  }

  /// - Returns: nil outside of a repository.
  private func workspace(in folder: String, _ environment: [String: String]) throws -> Workspace? {
    do {
      return try Workspace(directory: folder, environment: environment)
    } catch let error as GitError where error.code == .notARepository {
      return nil
    }
  }
}
