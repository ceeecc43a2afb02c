namespace McpProxy.Tools.Schema.Compilation;

/// <summary>The vocabularies of JSON Schema 2020-12 that assert something; the others only annotate.</summary>
[Flags]
internal enum Vocabularies
{
    None = 0,
    Core = 1 << 0,
    Applicator = 1 << 1,
    Unevaluated = 1 << 2,
    Validation = 1 << 3,
    FormatAssertion = 1 << 4,
}
