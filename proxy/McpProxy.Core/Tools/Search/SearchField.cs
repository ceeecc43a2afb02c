namespace McpProxy.Tools.Search;

/// <summary>A part of a tool that is searched; what is found in one counts more or less than in another.</summary>
internal enum SearchField
{
    Name,

    /// <summary>Two neighbours of the name as one word, for those who write <c>adgroup</c>.</summary>
    NamePair,

    Title,
    Group,
    Description,
    ParameterName,
    ParameterDescription,
}
