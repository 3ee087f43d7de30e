// swift-tools-version:6.1
import PackageDescription

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The folder of a `libgit2.a` that can be linked without its network parts, if this machine has one.
///
/// Starting Debian's shared libgit2 costs more than most commands, as it reads the system's certificate
/// authorities. The archive of version 1.5 beside it does not, once `NoNetwork` stands in for those
/// parts. Anything else is linked the usual way. `FANIN_SHARED_LIBGIT2=1` asks for the usual way.
func staticLibgit2Folder() -> String? {
  guard Context.environment["FANIN_SHARED_LIBGIT2"] == nil else { return nil }
  let folders = ["/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu"]
  return folders.first { folder in
    let files = ["libgit2.a", "libpcre2-8.a", "libz.a", "libmbedcrypto.a"]
    guard files.allSatisfy({ FileManager.default.fileExists(atPath: "\(folder)/\($0)") }),
      let description = try? String(contentsOfFile: "\(folder)/pkgconfig/libgit2.pc", encoding: .utf8)
    else { return false }
    return description.contains("Version: 1.5.") && description.contains("mbedtls")
  }
}

let isStatic = staticLibgit2Folder() != nil

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

let archives: [LinkerSetting] =
  isStatic
  ? [":libgit2.a", ":libpcre2-8.a", ":libz.a", ":libmbedcrypto.a"].map { .linkedLibrary($0) } : []

/// Whether the program is linked with nothing left to load when it starts, which halves what a hook costs.
///
/// The Makefile asks for it. It needs the archives of libgit2, as its shared form cannot be linked into it.
let isStandalone = isStatic && Context.environment["FANIN_STANDALONE"] == "1"

let package = Package(
  name: "git-fanin",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "git-fanin", targets: ["git-fanin"])],
  targets: [
    .systemLibrary(
      name: "Clibgit2",
      pkgConfig: isStatic ? nil : "libgit2",
      providers: [.apt(["libgit2-dev"]), .brew(["libgit2"])]
    ),
    .target(name: "NoNetwork"),
    .target(name: "GitValues", swiftSettings: settings),
    .target(
      name: "Git",
      dependencies: ["Clibgit2", "GitValues"] + (isStatic ? ["NoNetwork"] : []),
      swiftSettings: settings,
      linkerSettings: archives
    ),
    .target(name: "Outlines", swiftSettings: settings),
    .target(name: "Merging", dependencies: ["Outlines"], swiftSettings: settings),
    .target(name: "Conflicts", dependencies: ["GitValues", "Merging", "Outlines"], swiftSettings: settings),
    .target(
      name: "FanIn", dependencies: ["Git", "GitValues", "Conflicts", "Merging", "Outlines"],
      swiftSettings: settings),
    .executableTarget(
      name: "git-fanin", dependencies: ["FanIn", "Git", "GitValues", "Conflicts", "Merging"],
      swiftSettings: settings,
      linkerSettings: isStandalone
        ? [.unsafeFlags(["-static-executable"], .when(configuration: .release))] : []),
    .executableTarget(name: "fanin-bench", path: "Tests/Benchmarks", swiftSettings: settings),
    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: settings),
    .testTarget(name: "ArchitectureTests"),
    .testTarget(name: "OutlinesTests", dependencies: ["Outlines", "TestSupport"], swiftSettings: settings),
    .testTarget(
      name: "MergingTests", dependencies: ["Merging", "Outlines", "TestSupport"], swiftSettings: settings),
    .testTarget(
      name: "ConflictsTests", dependencies: ["Conflicts", "GitValues", "Merging", "Outlines", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "FanInTests", dependencies: ["FanIn", "Git", "GitValues", "Conflicts", "Merging", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "GitTests", dependencies: ["Git", "GitValues", "TestSupport"], swiftSettings: settings),
    .testTarget(name: "EndToEndTests", dependencies: ["git-fanin"], swiftSettings: settings),
    .testTarget(name: "CommandLineTests", dependencies: ["git-fanin"], swiftSettings: settings),
  ],
  swiftLanguageModes: [.v6]
)
