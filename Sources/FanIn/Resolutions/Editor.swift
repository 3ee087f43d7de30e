import Git
import GitValues

extension Workspace {
  /// Opens files in the user's editor and waits until it is closed.
  ///
  /// - Parameters:
  ///   - paths: the files, below the folder.
  ///   - folder: where the editor runs.
  /// - Throws: where there is no editor, or it says that it failed.
  func edit(_ paths: [GitPath], in folder: String) throws {
    let editor = try editor()
    // No path is taken for an option.
    let files = paths.map { Array("./".utf8) + $0.bytes }
    let environment = environment.filter { !gitVariables.contains($0.key) }
    let status = try ChildProcess.runInForeground(editor, files, in: folder, environment: environment)
    guard status == 0 else {
      throw FanInError(
        .failed, "editor", "the editor '\(editor)' ended with \(status)",
        hints: ["what it wrote is there: \(folder)"])
    }
  }

  /// The editor as git chooses it (git-var(1)).
  private func editor() throws -> String {
    func variable(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
    let isDumb = environment["TERM"] == nil || environment["TERM"] == "dumb"
    if let editor = variable("GIT_EDITOR") { return editor }
    if let editor = try repository.configuration().string("core.editor") { return editor }
    if !isDumb, let editor = variable("VISUAL") { return editor }
    if let editor = variable("EDITOR") { return editor }
    guard !isDumb else {
      throw FanInError.usage(
        "no-editor", "the terminal is dumb, and no editor is set", hints: ["set EDITOR, or core.editor"])
    }
    return "vi"
  }
}
