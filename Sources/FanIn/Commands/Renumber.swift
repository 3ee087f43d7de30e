public import Conflicts
public import Git
public import GitValues

/// What `renumber` is asked to do.
public struct RenumberRequest: Sendable {
  /// The branch to renumber; nil means the current one, with its uncommitted files.
  public var branch: String?
  /// What comes before it: the target, if none is recorded for the branch, and other lanes.
  public var onto: [String]
  /// Whether it is only said what would be done.
  public var isDryRun: Bool
  /// Whether a person has seen that migrations change one thing, and wants them one behind the other.
  public var acceptsSameObject: Bool

  public init(
    branch: String? = nil, onto: [String] = [], isDryRun: Bool = false, acceptsSameObject: Bool = false
  ) {
    self.branch = branch
    self.onto = onto
    self.isDryRun = isDryRun
    self.acceptsSameObject = acceptsSameObject
  }
}

/// What `renumber` found and did.
public struct RenumberReport: Sendable {
  public enum Result: String, Sendable {
    case nothing, open, renumbered
    case dryRun = "dry-run"
  }

  public let result: Result
  public let target: Reference
  /// The whole name of the branch.
  public let branch: String
  /// What becomes of each migration of the branch that does not fit.
  public let units: [MigrationReport.Unit]
  /// The clashes that need a decision; nothing is changed while there are any.
  public let open: [Clash]
  /// What the target had twice before in the branch's series; it stays.
  public let duplicates: [MigrationReport.Duplicate]
  /// The commit that was made on top of the branch, if it was not the current one.
  public internal(set) var commit: ObjectID?
  /// Paths that somebody changed at the same moment.
  public internal(set) var leftAlone: [GitPath] = []
  /// Whether a renumbering was finished first that an earlier run had begun.
  public internal(set) var finishedEarlier = false
}

extension Workspace {
  /// Renumbers a branch's new migrations past those of the target and of other lanes.
  ///
  /// - Throws: of kind `refused` where files of the user's are in the way; then nothing has changed.
  public func renumber(_ request: RenumberRequest) throws -> RenumberReport {
    let current: String? = if case .branch(let head) = try repository.head() { head.name } else { nil }
    let journal = RenumberJournal(repository)
    if request.isDryRun && journal.isPresent {
      throw FanInError.refused(
        "interrupted", "a renumbering was interrupted here", hints: ["finish it: git fanin renumber"])
    }
    let finished = request.isDryRun ? false : try journal.finish()
    var lane = try renumberedLane(request.branch)
    let isHere = lane.ref.isExactly(current ?? "") && repository.workFolder != nil
    let (target, others) = try renumberTarget(of: lane.ref, onto: request.onto)
    let state = isHere ? try stateToRenumber() : nil
    if let state, !state.isClean {
      lane.tip = try repository.addCommit(
        tree: state.tree, parents: [lane.commit], author: .nobody, committer: .nobody,
        message: "uncommitted files")
    }
    let search = try MigrationTrees(self, target: target)
    let (report, adaptation) = try search.run(lane, after: others)
    let accepted = request.acceptsSameObject ? MigrationReport.sameObject : nil
    let open = report.silent.clashes.filter {
      $0.isOpen && $0.lanes.containsExactly(lane.name) && $0.rule != accepted
    }
    let units = report.units.filter { $0.lane.isExactly(lane.name) }
    let stops = !open.isEmpty || units.contains { $0.level == .stop && $0.code != accepted }
    let result: RenumberReport.Result =
      stops ? .open : adaptation.isEmpty ? .nothing : request.isDryRun ? .dryRun : .renumbered
    var outcome = RenumberReport(
      result: result, target: target, branch: lane.ref, units: units, open: open,
      duplicates: report.duplicates)
    outcome.finishedEarlier = finished
    guard result == .renumbered || result == .dryRun else { return outcome }
    let renumbering = Renumbering(self)
    if let state {
      let plan = try renumbering.plan(adaptation, state: state)
      if result == .renumbered { outcome.leftAlone = try renumbering.carryOut(plan) }
    } else if result == .renumbered {
      let base = try search.base(of: lane)
      let made = try renumbering.commit(adaptation, on: lane, base: base, target: target)
      outcome.commit = made.commit
      outcome.leftAlone = made.left
    }
    return outcome
  }

  /// What the current worktree holds; its uncommitted files count.
  private func stateToRenumber() throws -> WorkingState {
    let state = try repository.workingState(untracked: true, into: repository.objects)
    if let operation = state.operation {
      throw FanInError.refused(
        "operation", "a \(operation) is under way here", hints: ["finish or abort it first"])
    }
    return state
  }

  private func renumberedLane(_ name: String?) throws -> Lane {
    if let name {
      for full in ["refs/heads/" + name, "refs/heads/lane/" + name, name]
      where full.after("refs/heads/") != nil {
        guard let found = try repository.resolve(reference: full) else { continue }
        return lane(found)
      }
      throw try unknownBranch("there is no branch '\(name)'", name)
    }
    guard case .branch(let head) = try repository.head() else {
      throw FanInError.usage(
        "no-branch", "no branch with a commit is checked out here", hints: ["name one: --branch NAME"])
    }
    return lane(head)
  }

  private func lane(_ reference: Reference) -> Lane {
    let short = reference.shortName
    return Lane(
      name: short.after("lane/") ?? short, ref: reference.name, commit: reference.commit, worktree: nil)
  }

  /// The branch that others come to, and what is left of the words that name lanes before this one.
  ///
  /// The target is what was recorded when the lane was started, or else the first word, or else the default branch.
  func renumberTarget(
    of branch: String, onto words: [String], mayBeItself: Bool = false
  ) throws -> (Reference, [Lane]) {
    var words = words
    var target: Reference?
    if let record = try laneRecords().first(where: { $0.branch.isExactly(branch) }) {
      target = try repository.resolve(reference: record.target)
    } else if let word = words.first {
      guard let found = try repository.find(word) ?? repository.find("lane/" + word) else {
        throw try unknownBranch("there is no branch or commit '\(word)'", word)
      }
      target = found
      words.removeFirst()
    } else {
      target = try defaultBranch()
    }
    guard let target, mayBeItself || !target.name.isExactly(branch) else {
      throw FanInError.usage(
        "no-target", "it is not known what \(branch.branchName) is to be renumbered past",
        hints: ["name the branch that it goes to: --onto TARGET"])
    }
    guard !words.isEmpty else { return (target, []) }
    return (target, try lanes(words, target: target).filter { !$0.ref.isExactly(branch) })
  }

  /// What the remote calls its default branch, or else `main` or `master`.
  private func defaultBranch() throws -> Reference? {
    if let remote = try repository.resolve(reference: "refs/remotes/origin/HEAD") {
      let local = "refs/heads/" + (remote.name.after("refs/remotes/origin/") ?? "")
      return try repository.resolve(reference: local) ?? remote
    }
    return try repository.resolve(reference: "refs/heads/main")
      ?? repository.resolve(reference: "refs/heads/master")
  }
}

/// The target and lanes as the search for migrations sees them.
struct MigrationTrees {
  private let workspace: Workspace
  private let target: Reference
  private let merger: CommitMerger
  private let targetTree: ObjectID
  private var repository: Repository { workspace.repository }

  init(_ workspace: Workspace, target: Reference) throws {
    self.workspace = workspace
    self.target = target
    merger = try CommitMerger(workspace.repository, attributesOf: target.commit)
    targetTree = try workspace.repository.graph.commit(target.commit).tree
  }

  func base(of lane: Lane) throws -> ObjectID { try merger.baseTree(of: target.commit, lane.commit) }

  /// The search over some lanes, in their order.
  func search(_ lanes: [Lane]) throws -> MigrationSearch<ObjectTrees> {
    let settings = try workspace.settings(at: target.commit)
    var options = try MigrationOptions(settings, accept: merger.settings.policy.accept)
    options.reserved = try workspace.reservedNumbers()
    let trees = try lanes.map { lane in
      let base = try base(of: lane)
      let tree = try repository.graph.commit(lane.tip).tree
      return LaneTree(
        name: lane.name, base: base, tree: tree, changes: try merger.changes(from: base, to: tree))
    }
    return MigrationSearch(
      targetName: target.name, target: targetTree, lanes: trees, options: options,
      reader: ObjectTrees(objects: repository.objects))
  }

  /// What the last of some lanes gets.
  func run(_ lane: Lane, after others: [Lane]) throws -> (MigrationReport, Adaptation) {
    var search = try search(others + [lane])
    let report = try search.run()
    return (report, report.silent.adaptations.last ?? Adaptation())
  }
}
