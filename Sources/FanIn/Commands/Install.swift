import Git
import GitValues

/// What `install` and `uninstall` are to do.
public struct InstallOptions: Sendable {
  public var hooks = false
  public var driver = false
  /// The folder of hooks that was asked for by name.
  public var hooksFolder: String?

  public init() {}
}

/// What `install` and `uninstall` did.
public struct InstallReport: Sendable {
  /// A hook, and what became of it: `installed`, `updated`, `unchanged` or `removed`.
  public struct Hook: Sendable {
    public let name: String
    public let path: String
    public let outcome: String
  }

  public var hooks: [Hook] = []
  /// What became of the merge driver; nil where nothing was to.
  public var driver: String?
  /// What was left as it is because somebody has changed it, and what to do about it.
  public var left: [(reason: String, hint: String)] = []
}

extension Workspace {
  /// Puts hooks and the merge driver in their places, beside what is there.
  public func install(_ options: InstallOptions) throws -> InstallReport {
    var report = InstallReport()
    let program = try SystemFiles.program(environment)
    if options.hooks {
      let installer = HookInstaller(
        folder: try HookFolder(self, named: options.hooksFolder).path, program: program)
      let hooks = GitHook.allCases.filter { $0.isServerSide == repository.isBare }
      report.hooks = try installer.install(hooks).map {
        InstallReport.Hook(
          name: $0.hook.rawValue, path: installer.folder + "/" + $0.hook.rawValue,
          outcome: $0.outcome.rawValue)
      }
    }
    if options.driver {
      let isChanged = try DriverInstaller(workspace: self, program: program).install()
      report.driver = isChanged ? "installed" : "unchanged"
    }
    return report
  }

  /// Takes back what `install` put; what somebody has changed since stays, and is told.
  public func uninstall(_ options: InstallOptions) throws -> InstallReport {
    var report = InstallReport()
    if options.hooks {
      for folder in try HookFolder.places(self, named: options.hooksFolder) {
        let installer = HookInstaller(folder: folder, program: "")
        for hook in GitHook.allCases {
          do throws(any Error) {
            guard let outcome = try installer.remove(hook) else { continue }
            report.hooks.append(
              InstallReport.Hook(
                name: hook.rawValue, path: folder + "/" + hook.rawValue, outcome: outcome.rawValue))
          } catch let error as FanInError where error.kind == .refused {
            report.left.append((error.message, error.hints.first ?? ""))
          }
        }
      }
    }
    if options.driver {
      do throws(any Error) {
        report.driver = try DriverInstaller(workspace: self, program: "").remove() ? "removed" : nil
      } catch let error as FanInError where error.kind == .refused {
        report.left.append((error.message, error.hints.first ?? ""))
      }
    }
    return report
  }
}
