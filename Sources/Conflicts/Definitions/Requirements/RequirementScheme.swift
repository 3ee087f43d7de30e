import GitValues
import Outlines

/// The ways in which projects list the packages that they need, where a package must be named only once.
///
/// Lists whose packages are keys of a data file (`package.json`, `Cargo.toml`, `composer.json`) need no scheme.
enum RequirementScheme: CaseIterable {
  case pip, pyproject, goModule, gem, gradle, maven, nuget

  /// How a file lists requirements; nil if it is no such list.
  init?(path: GitPath) {
    let name = path.name.map(\.lowercased)
    guard let scheme = RequirementScheme.allCases.first(where: { $0.isList(name, in: path.parent) })
    else { return nil }
    self = scheme
  }

  /// - Parameter name: the file's name in lower case.
  private func isList(_ name: [UInt8], in folder: GitPath) -> Bool {
    switch self {
    case .pip:
      (name.has(suffix: ".txt") || name.has(suffix: ".in"))
        && (name.contains(text: "requirements") || name.has(prefix: "constraints")
          || folder.name.has(prefix: "requirements"))
    case .pyproject: name.elementsEqual("pyproject.toml".utf8)
    case .goModule: name.elementsEqual("go.mod".utf8)
    case .gem: ["gemfile", "gems.rb"].contains(name.asText) || name.has(suffix: ".gemspec")
    case .gradle: name.has(suffix: ".gradle") || name.has(suffix: ".gradle.kts")
    case .maven: name.elementsEqual("pom.xml".utf8)
    case .nuget: ["csproj", "fsproj", "vbproj", "props"].contains { name.has(suffix: "." + $0) }
    }
  }

  /// What such a file is read as where its language is not known otherwise.
  var language: Language { self == .gradle ? .kotlin : .lineList }

  /// Whether naming a package twice with one version is allowed, and changes nothing.
  var repeatsHarmlessly: Bool { self == .goModule }

  /// The requirements of a file.
  func places(in outline: Outline) -> [DefinitionPlace] {
    switch self {
    case .pip: PipRequirement.places(inLinesOf: outline.text)
    case .pyproject: PipRequirement.places(inProject: outline)
    case .goModule: GoRequirements(text: outline.text).places()
    case .gem: GemRequirements.places(in: outline)
    case .gradle: GradleRequirements(outline: outline).places()
    case .maven, .nuget: ElementRequirements(outline: outline, scheme: self).places()
    }
  }
}
