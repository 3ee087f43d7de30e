import Conflicts
import Git
public import GitValues
public import Merging
import Outlines

/// What one merge of a fan-in decided.
public struct ExplainedMerge: Sendable {
  public let commit: ObjectID
  public let subject: String
  /// Seconds since 1970.
  public let time: Int64
  /// The lane that was merged; nil where the commit does not say.
  public let lane: String?
  public let parents: [ObjectID]
  /// What the commit says was decided.
  public let decisions: [RecordedDecision]
  /// The paths at which git's own merge of the parents stops at lines.
  public let paths: [ExplainedPath]
}

/// What became of one file at which git's own merge stops.
public struct ExplainedPath: Sendable {
  public let path: GitPath
  public let hunks: [ExplainedHunk]
}

/// One place at which git's own merge stops.
public struct ExplainedHunk: Sendable {
  /// What git would have written, with conflict markers.
  public let git: [UInt8]
  /// What stands there; nil where that cannot be told, as the lines around it were changed as well.
  public let text: [UInt8]?
  /// Its lines in the commit's version, half-open, from 0.
  public let lines: Range<Int>?
  /// The rule that the commit names for the file, or that makes the same of it now; nil if neither is known.
  public let rule: String?
  public let certainty: Certainty?
  public let reason: String?
}

extension Workspace {
  /// Tells what was decided, by a commit or about a path.
  ///
  /// - Parameters:
  ///   - word: a commit's name or a path from the repository's root, as it was typed.
  ///   - count: how many merges at most, for a path.
  /// - Returns: the newest first.
  /// - Throws: where the word is neither.
  public func explain(_ word: [UInt8], count: Int) throws -> [ExplainedMerge] {
    let name = String(validating: word, as: UTF8.self)
    let isPath = word.starts(with: "./".utf8)
    if let name, !isPath, let found = try repository.find(name) {
      return [try MergeExplainer(self).explain(found.commit, only: nil)]
    }
    let path = GitPath(isPath ? word[2...] : word[...])
    let merges = try decided(about: path, count: count)
    guard merges.isEmpty, try !isKnown(path) else { return merges }
    throw FanInError.usage(
      "no-such-commit", "'\(path)' is neither a commit nor a file of the current one",
      hints: ["the fan-ins: git fanin log"])
  }

  private func tip() throws -> ObjectID? {
    switch try repository.head() {
    case .branch(let reference): reference.commit
    case .detached(let id): id
    case .unborn: nil
    }
  }

  private func isKnown(_ path: GitPath) throws -> Bool {
    guard let tip = try tip() else { return false }
    return try repository.objects.entry(at: path, in: try repository.graph.commit(tip).tree) != nil
  }

  /// The last merges on the current branch's line that decided something about a path.
  private func decided(about path: GitPath, count: Int) throws -> [ExplainedMerge] {
    var merges: [ExplainedMerge] = []
    var next = try tip()
    while let id = next, merges.count < count {
      try Interrupt.check()
      let commit = try repository.graph.commit(id)
      let decisions = RecordedDecision.all(in: Trailers(reading: commit.message))
      if decisions.contains(where: { $0.path.isExactly(path.text) }) {
        merges.append(try MergeExplainer(self).explain(id, only: path))
      }
      next = try repository.graph.parents(of: id).first
    }
    return merges
  }
}

/// Makes git's own merge of a commit's parents once more and compares it with the commit.
private struct MergeExplainer {
  private let repository: Repository
  private let memory: any ResolutionMemory

  init(_ workspace: Workspace) {
    repository = workspace.repository
    memory = workspace.resolutionMemory()
  }

  /// - Parameter only: the path that is of interest; nil for all.
  func explain(_ id: ObjectID, only: GitPath?) throws -> ExplainedMerge {
    let commit = try repository.graph.commit(id)
    let trailers = Trailers(reading: commit.message)
    let decisions = RecordedDecision.all(in: trailers).filter { decision in
      only.map { decision.path.isExactly($0.text) } ?? true
    }
    let lane = trailers["Fanin-Lane"]
    let paths =
      commit.parents.count == 2 ? try explainedPaths(commit, lane: lane, decisions, only: only) : []
    return ExplainedMerge(
      commit: id, subject: commit.subject, time: commit.time, lane: lane, parents: commit.parents,
      decisions: decisions, paths: paths)
  }

  private func explainedPaths(
    _ commit: Commit, lane: String?, _ decisions: [RecordedDecision], only: GitPath?
  ) throws -> [ExplainedPath] {
    let merger = try CommitMerger(repository, attributesOf: commit.parents[0])
    let base = try merger.baseTree(of: commit.parents[0], commit.parents[1])
    let ours = try merger.changes(from: base, to: try repository.graph.commit(commit.parents[0]).tree)
    let theirs = try merger.changes(from: base, to: try repository.graph.commit(commit.parents[1]).tree)
    var found: [ExplainedPath] = []
    for change in ours.changes {
      guard only == nil || only == change.path, let other = theirs.change(at: change.path),
        let texts = try texts(change, other),
        let result = try repository.objects.entry(at: change.path, in: commit.tree), result.mode.isRegular
      else { continue }
      var options = TextMergeOptions(
        style: merger.settings.style, markerSize: try merger.markerSize(for: change.path))
      options.oursLabel = Array(commit.parents[0].short.utf8)
      options.theirsLabel = Array((lane ?? commit.parents[1].short).utf8)
      let hunks = explainedHunks(
        change.path, texts, result: try repository.objects.blob(result.id), options,
        recorded: decisions.filter { $0.path.isExactly(change.path.text) && $0.kind != "ownership" })
      if !hunks.isEmpty { found.append(ExplainedPath(path: change.path, hunks: hunks)) }
    }
    return found
  }

  /// The three texts of a file that both sides changed; nil where they are none, or the same.
  private func texts(_ ours: PathChange, _ theirs: PathChange) throws(GitError) -> Triple<[UInt8]>? {
    guard let our = ours.new, let their = theirs.new, our.mode.isRegular, their.mode.isRegular,
      our.id != their.id, ours.old?.mode.isRegular ?? true
    else { return nil }
    let objects = repository.objects
    let base = try ours.old.map { entry throws(GitError) in try objects.blob(entry.id) } ?? []
    let texts = Triple(base: base, ours: try objects.blob(our.id), theirs: try objects.blob(their.id))
    return [texts.base, texts.ours, texts.theirs].contains(where: isBinary) ? nil : texts
  }

  private func explainedHunks(
    _ path: GitPath, _ texts: Triple<[UInt8]>, result: [UInt8], _ options: TextMergeOptions,
    recorded: [RecordedDecision]
  ) -> [ExplainedHunk] {
    let git = mergeText(base: texts.base, ours: texts.ours, theirs: texts.theirs, options: options)
    guard !git.isClean, !isBinary(result) else { return [] }
    let rules = resolveText(
      ResolutionRequest(
        base: texts.base, ours: texts.ours, theirs: texts.theirs, path: path.bytes, options: options,
        policy: ResolutionPolicy(accept: .likely), memory: memory))
    let places = settledHunks(marked: git.bytes, hunks: git.conflicts.map(\.merged), result: result)
    let (marked, final, byRules) = (SourceText(git.bytes), SourceText(result), SourceText(rules.bytes))
    return zip(git.conflicts, places).map { hunk, place in
      let text = place.map { Array(final.slice($0)) }
      // The rule that comes to just this, if there is one now.
      let decision = rules.decisions.first { decision in
        guard decision.certainty != .ask, decision.ours.touches(hunk.ours), let text,
          decision.merged.upperBound <= byRules.lineCount
        else { return false }
        return rules.bytes == result || byRules.slice(decision.merged).elementsEqual(text)
      }
      // What the commit says counts, where it says only one thing of the file, or names that rule.
      let named = recorded.count == 1 ? recorded[0] : recorded.first { $0.rule == decision?.rule }
      return ExplainedHunk(
        git: Array(marked.slice(hunk.merged)), text: text, lines: place, rule: named?.rule ?? decision?.rule,
        certainty: named?.certainty.flatMap(Certainty.init(rawValue:)) ?? decision?.certainty,
        reason: named?.reason ?? decision?.reason)
    }
  }
}

extension Range<Int> {
  /// Whether two ranges share a place, empty ones included.
  fileprivate func touches(_ other: Range<Int>) -> Bool {
    lowerBound <= other.upperBound && other.lowerBound <= upperBound
  }
}
