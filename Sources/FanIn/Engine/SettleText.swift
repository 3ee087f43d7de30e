import Conflicts
import GitValues
import Merging

/// The rule that merges lists of migrations; it knows their files, so it is no rule of texts.
let migrationListRule = "migration-list"

/// Lets rules settle what git leaves open in one file: lists of migrations by what they list, all others by their text.
///
/// - Parameters:
///   - request: the three versions and what may be done with them.
///   - ground: the comparison of the three versions.
///   - plain: git's own merge of them, which has conflicts.
func settleText(_ request: ResolutionRequest, ground: MergeGround, plain: TextMerge) -> ResolvedText {
  if request.policy.accept == .ask { return ResolvedText(plain) }
  let path = GitPath(request.path)
  if request.policy.only == nil
    && !request.policy.disabled.contains(migrationListRule),
    let bytes = MigrationRecordMerger.merge(
      path: path, base: request.base, ours: request.ours, theirs: request.theirs)
  {
    let decisions = plain.conflicts.map { hunk in
      HunkDecision(
        certainty: .certain, rule: migrationListRule, reason: "both added migrations to the list",
        base: hunk.base, ours: hunk.ours, theirs: hunk.theirs, merged: hunk.ours)
    }
    return ResolvedText(bytes: bytes, conflicts: [], nearby: plain.nearby, decisions: decisions)
  }
  return resolveText(request, ground: ground)
}
