import Conflicts
import Git
import GitValues

/// One line of what git tells a `pre-push` hook, see githooks(5).
struct PushedReference: Equatable {
  let local: String
  let commit: ObjectID
  let remote: String
  let old: ObjectID

  /// - Returns: nil where the line has not the four words that it should have.
  init?(_ line: some StringProtocol) {
    let words = line.split(separator: " ")
    guard words.count == 4, let commit = ObjectID(hex: words[1]), let old = ObjectID(hex: words[3]) else {
      return nil
    }
    local = String(words[0])
    self.commit = commit
    remote = String(words[2])
    self.old = old
  }
}

extension HookChecks {
  /// How many merge commits of one push are looked at, the newest first.
  static let mostMerges = 200

  /// Before a push: the merges that the other side does not have yet.
  ///
  /// - Parameters:
  ///   - remote: the remote's name, for what is known to be there.
  ///   - input: what git wrote to the hook's standard input.
  func prePush(to remote: String, _ input: [UInt8]) throws -> HookReport {
    var report = HookReport()
    for line in String(decoding: input, as: UTF8.self).split(separator: "\n") {
      guard let push = PushedReference(line) else {
        throw FanInError.usage(
          "bad-input", "this is no line of a pre-push hook's input: '\(line.prefix(200))'",
          hints: ["git writes LOCAL-REF LOCAL-ID REMOTE-REF REMOTE-ID; see githooks(5)"])
      }
      guard push.commit != .zero, push.remote.after("refs/heads/") != nil else { continue }
      var known = push.old == .zero ? [] : [push.old]
      // A new branch starts at what the remote has elsewhere, as far as is known here.
      if known.allSatisfy({ !repository.objects.contains($0) }) {
        known = try repository.references(matching: "refs/remotes/\(remote)/*").map(\.commit)
      }
      report.add(try merges(upTo: push.commit, hiding: known))
    }
    cache.save()
    return report
  }

  /// In a repository that is pushed to: the merges that come in, and what a lane changed without owning it.
  func update(_ reference: String, from old: ObjectID, to new: ObjectID) throws -> HookReport {
    guard new != .zero, reference.after("refs/heads/") != nil else { return HookReport() }
    let known =
      old == .zero ? try repository.references(matching: "refs/heads/*").map(\.commit) : [old]
    var report = try merges(upTo: new, hiding: known)
    if let record = try workspace.laneRecord(of: reference),
      let target = try repository.commit(ofReference: record.target)
    {
      report.lane = record.laneName
      let base = try baseTree(new, target)
      let tree = try repository.graph.commit(new).tree
      var allowed = [try repository.graph.commit(target).tree]
      // What was let in before is not held against what comes now.
      if old != .zero { allowed.append(try repository.graph.commit(old).tree) }
      report.foreign = try foreign(
        try cache.changes(from: base, to: tree).changes, of: record, allowing: allowed)
    }
    cache.save()
    return report
  }

  /// The silent clashes in merge commits, as far as nobody settled them in the merge itself.
  private func merges(upTo tip: ObjectID, hiding known: [ObjectID]) throws -> HookReport {
    var report = HookReport()
    let graph = repository.graph
    guard try repository.objects.read(tip).type == .commit else { return report }
    let commits = try graph.commits(from: tip, hiding: known.filter { repository.objects.contains($0) })
    let merges = try commits.filter { try graph.parents(of: $0).count > 1 }
    if merges.count > HookChecks.mostMerges {
      report.notes.append(
        "only the newest \(HookChecks.mostMerges) of \(merges.count) merges were looked at")
    }
    for merge in merges.prefix(HookChecks.mostMerges) {
      try Interrupt.check()
      report.clashes += try clashes(in: merge)
    }
    return report
  }

  private func clashes(in merge: ObjectID) throws -> [Clash] {
    let parents = try repository.graph.parents(of: merge)
    guard let first = parents.first else { return [] }
    var found: [Clash] = []
    for other in parents.dropFirst() {
      let base = try baseTree(first, other)
      let ours = try side(first.short, base: base, commit: first)
      let theirs = try side(other.short, base: base, commit: other)
      let clashes = try search.clashes(theirs, [ours], workspace).filter { $0.level == .silent }
      found += try unsettled(clashes, in: merge, ours: first, theirs: other)
    }
    return found
  }

  /// The clashes at whose paths a merge commit has just what an automatic merge has.
  private func unsettled(
    _ clashes: [Clash], in merge: ObjectID, ours: ObjectID, theirs: ObjectID
  ) throws -> [Clash] {
    guard !clashes.isEmpty else { return [] }
    let names = SideNames(ours: ours.short, theirs: theirs.short)
    let automatic = try CommitMerger(repository, attributesOf: ours).merge(ours, theirs, names: names)
    let tree = try repository.objects.apply(automatic.merge.updates, to: automatic.oursTree)
    let result = try repository.graph.commit(merge).tree
    return try remaining(clashes, in: result).filter { clash in
      try clash.paths.allSatisfy {
        try repository.objects.entry(at: $0, in: result) == repository.objects.entry(at: $0, in: tree)
      }
    }
  }
}
