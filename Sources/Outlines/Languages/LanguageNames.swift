/// How files of a language are called. Apart from the definitions, which are costly to make, so that a file's language
/// is known without those of all others.
struct LanguageNames: Sendable {
  let language: Language
  /// Whole file names, in lower case.
  var names: [String] = []
  /// What follows a dot in the file's name, in lower case.
  var extensions: [String] = []

  static let table: [LanguageNames] = [
    LanguageNames(language: .python, names: ["sconstruct", "sconscript"], extensions: ["py", "pyi", "pyw"]),
    LanguageNames(language: .swift, extensions: ["swift"]),
    LanguageNames(language: .javascript, extensions: ["js", "mjs", "cjs", "jsx", "es6"]),
    LanguageNames(language: .typescript, extensions: ["ts", "mts", "cts"]),
    LanguageNames(language: .tsx, extensions: ["tsx"]),
    LanguageNames(language: .go, extensions: ["go"]),
    LanguageNames(language: .rust, extensions: ["rs"]),
    LanguageNames(language: .java, extensions: ["java"]),
    LanguageNames(language: .kotlin, extensions: ["kt", "kts"]),
    LanguageNames(language: .c, extensions: ["c", "h"]),
    LanguageNames(
      language: .cpp,
      extensions: [
        "cc", "cpp", "cxx", "c++", "hpp", "hh", "hxx", "h++", "inl", "ipp", "tpp", "ino", "cu", "mm",
      ]),
    LanguageNames(language: .csharp, extensions: ["cs", "csx"]),
    LanguageNames(
      language: .ruby,
      names: ["gemfile", "rakefile", "guardfile", "podfile", "fastfile", "vagrantfile", "brewfile"],
      extensions: ["rb", "rake", "gemspec", "ru"]),
    LanguageNames(language: .php, extensions: ["php", "phtml"]),
    LanguageNames(language: .sql, extensions: ["sql", "ddl", "pks", "pkb", "psql", "plsql"]),
    LanguageNames(
      language: .shell, names: [".bashrc", ".zshrc", ".profile", ".bash_profile", ".envrc", "pkgbuild"],
      extensions: ["sh", "bash", "zsh", "ksh", "bats"]),
    LanguageNames(
      language: .json,
      names: [".eslintrc", ".prettierrc", ".babelrc", "composer.lock", ".swift-format", "package.resolved"],
      extensions: [
        "json", "jsonc", "json5", "webmanifest", "geojson", "code-workspace", "avsc", "tfstate", "ipynb",
      ]),
    LanguageNames(
      language: .toml, names: ["cargo.lock", "poetry.lock", "uv.lock", "pipfile", "pdm.lock"],
      extensions: ["toml"]),
    LanguageNames(
      language: .yaml, names: [".clang-format", ".clang-tidy", ".gemrc", "citation.cff"],
      extensions: ["yml", "yaml", "cff"]),
    LanguageNames(
      language: .ini,
      names: [
        ".gitconfig", ".gitmodules", ".editorconfig", ".flake8", ".coveragerc", ".pylintrc", "pylintrc",
        ".npmrc", ".pypirc", ".fanin",
      ], extensions: ["ini", "cfg", "conf", "desktop", "service", "inf", "editorconfig"]),
    LanguageNames(language: .properties, names: [".env"], extensions: ["properties", "env"]),
    LanguageNames(
      language: .xml,
      extensions: [
        "xml", "xsd", "xsl", "xslt", "svg", "plist", "csproj", "fsproj", "vbproj", "props", "targets", "resx",
        "xaml", "config", "nuspec", "storyboard", "xib", "xlf", "xliff", "pom", "wsdl", "rss", "jelly", "iml",
      ]),
    LanguageNames(language: .html, extensions: ["html", "htm", "xhtml"]),
    LanguageNames(
      language: .markdown, names: ["readme", "changelog", "changes", "news", "history"],
      extensions: ["md", "markdown", "mdx", "mdown"]),
    LanguageNames(
      language: .instructions,
      names: [
        "dockerfile", "containerfile", "makefile", "gnumakefile", "cmakelists.txt", "go.mod", "go.work",
        "justfile", ".justfile",
      ], extensions: ["dockerfile", "mk", "mak", "cmake", "just"]),
    LanguageNames(
      language: .lineList,
      names: [
        ".gitignore", ".dockerignore", ".npmignore", ".eslintignore", ".prettierignore", ".helmignore",
        ".gcloudignore", ".gitattributes", ".hgignore", ".mailmap", "codeowners", "authors", "contributors",
        "requirements.txt", "requirements.in", "constraints.txt", "manifest.in", "go.sum", ".worktreeinclude",
        ".gitkeep", "pip-requirements", "applied.txt", ".vscodeignore", ".stylelintignore",
      ], extensions: ["gitignore", "gitattributes"]),
  ]
}
