/// Data files, texts and lists.
extension LanguageDefinition {
  static let json = LanguageDefinition(
    names: [".eslintrc", ".prettierrc", ".babelrc", "composer.lock", ".swift-format", "package.resolved"],
    extensions: [
      "json", "jsonc", "json5", "webmanifest", "geojson", "code-workspace", "avsc", "tfstate", "ipynb",
    ],
    lexical: LexicalRules(
      lineComments: ["//"], blockComments: [BlockComment("/*", "*/")],
      strings: [StringRule("\""), StringRule("'")],
      nameStarts: "$"),
    parser: .json)

  static let toml = LanguageDefinition(
    names: ["cargo.lock", "poetry.lock", "uv.lock", "pipfile", "pdm.lock"], extensions: ["toml"],
    lexical: LexicalRules(
      lineComments: ["#"],
      strings: [
        StringRule("\"\"\"", isMultiLine: true), StringRule("'''", escape: .none, isMultiLine: true),
        StringRule("\""), StringRule("'", escape: .none),
      ],
      nameParts: "-"),
    parser: .toml)

  static let yaml = LanguageDefinition(
    names: [".clang-format", ".clang-tidy", ".gemrc", "citation.cff"], extensions: ["yml", "yaml", "cff"],
    parser: .yaml)

  static let ini = LanguageDefinition(
    names: [
      ".gitconfig", ".gitmodules", ".editorconfig", ".flake8", ".coveragerc", ".pylintrc", "pylintrc",
      ".npmrc",
      ".pypirc", ".fanin",
    ],
    extensions: ["ini", "cfg", "conf", "desktop", "service", "inf", "editorconfig"], parser: .ini)

  static let properties = LanguageDefinition(
    names: [".env"], extensions: ["properties", "env"], parser: .properties)

  static let xml = LanguageDefinition(
    extensions: [
      "xml", "xsd", "xsl", "xslt", "svg", "plist", "csproj", "fsproj", "vbproj", "props", "targets", "resx",
      "xaml", "config", "nuspec", "storyboard", "xib", "xlf", "xliff", "pom", "wsdl", "rss", "jelly", "iml",
    ],
    parser: .markup)

  static let html = LanguageDefinition(extensions: ["html", "htm", "xhtml"], parser: .markup)

  static let markdown = LanguageDefinition(
    names: ["readme", "changelog", "changes", "news", "history"],
    extensions: ["md", "markdown", "mdx", "mdown"], parser: .markdown)

  static let instructions = LanguageDefinition(
    names: [
      "dockerfile", "containerfile", "makefile", "gnumakefile", "cmakelists.txt", "go.mod", "go.work",
      "justfile", ".justfile",
    ],
    extensions: ["dockerfile", "mk", "mak", "cmake", "just"], parser: .none)

  static let lineList = LanguageDefinition(
    names: [
      ".gitignore", ".dockerignore", ".npmignore", ".eslintignore", ".prettierignore", ".helmignore",
      ".gcloudignore", ".gitattributes", ".hgignore", ".mailmap", "codeowners", "authors", "contributors",
      "requirements.txt", "requirements.in", "constraints.txt", "manifest.in", "go.sum", ".worktreeinclude",
      ".gitkeep", "pip-requirements", "applied.txt", ".vscodeignore", ".stylelintignore",
    ],
    extensions: ["gitignore", "gitattributes"], parser: .none)
}
