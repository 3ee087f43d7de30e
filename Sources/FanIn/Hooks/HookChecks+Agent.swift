import Conflicts
import Git
import GitValues

extension HookChecks {
  /// Before an agent edits files: they are in its own worktree, and the lane owns them.
  ///
  /// A path outside all worktrees of this repository is not ours to judge, nor is one that git ignores. Nothing is
  /// said where the worktree is no lane's.
  ///
  /// - Parameters:
  ///   - paths: the files, which need not exist; relative ones begin at `folder`.
  ///   - folder: where the agent works, as an absolute path.
  func agent(_ paths: [String], from folder: String) throws -> HookReport {
    var report = HookReport()
    guard let branch = try branch(), let record = try workspace.laneRecord(of: branch),
      let root = repository.workFolder.map(SystemFiles.resolved)
    else { return report }
    report.lane = record.laneName
    let worktrees = try repository.worktrees().map { (SystemFiles.resolved($0.path), $0.branch) }
    for path in paths {
      let whole = SystemFiles.resolved(path.after("/") != nil ? path : folder + "/" + path)
      let homes = worktrees.filter { whole.after($0.0 + "/") != nil }
      guard let home = homes.max(by: { $0.0.utf8.count < $1.0.utf8.count }) else { continue }
      guard home.0.isExactly(root) else {
        report.strays.append((path: whole, worktree: home.1.map { $0.branchName } ?? home.0))
        continue
      }
      let inside = GitPath(whole.after(root + "/") ?? "")
      guard inside.components.first.map({ !$0.elementsEqual(".git".utf8) }) ?? false else { continue }
      let change = PathChange(path: inside, old: nil, new: nil)
      let found = try foreign([change], of: record, allowing: [])
      if try !found.isEmpty && !repository.isIgnored(inside) { report.foreign += found }
    }
    return report
  }
}
