namespace McpProxy.Tools.Resources.Templates;

/// <summary>What the text of a variable becomes as an argument.</summary>
internal enum UriVariableKind
{
    Text,

    /// <summary>A JSON number or boolean when the text is one; else the text, which the argument's schema then refuses.</summary>
    Literal,

    /// <summary>Texts separated by commas.</summary>
    List,

    /// <summary>Numbers or booleans separated by commas.</summary>
    LiteralList,
}
