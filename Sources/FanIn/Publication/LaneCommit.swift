import Conflicts
import Git
import GitValues

/// Makes the commits by which lanes come in.
struct LaneCommitter {
  let repository: Repository
  let target: Reference
  let options: FanInOptions
  let signatures: (author: Signature, committer: Signature)

  /// Makes the commit of one lane, in memory.
  ///
  /// - Parameters:
  ///   - lane: as it is merged.
  ///   - tip: the target with what is merged so far.
  ///   - tree: what the two come to.
  ///   - decisions: what had to be decided for it.
  ///   - passedOver: what the lane changed without owning it, where nobody is asked.
  /// - Returns: nil where an ordinary commit is asked for and it would be empty.
  func commit(
    _ lane: Lane, on tip: ObjectID, tree: ObjectID, decisions: [Clash], passedOver: [Clash]
  ) throws(GitError) -> ObjectID? {
    if options.squash, try repository.graph.commit(tip).tree == tree { return nil }
    var trailers = Trailers()
    trailers.add("Fanin-Lane", lane.name)
    for decision in decisions { RecordedDecision.note(decision, in: &trailers) }
    for clash in passedOver { RecordedDecision.notePassedOver(clash, in: &trailers) }
    let subject = options.message ?? "Merge lane '\(lane.name)' into \(target.shortName)"
    return try repository.addCommit(
      tree: tree, parents: options.squash ? [tip] : [tip, lane.tip], author: signatures.author,
      committer: signatures.committer, message: subject + "\n\n" + trailers.text)
  }
}
