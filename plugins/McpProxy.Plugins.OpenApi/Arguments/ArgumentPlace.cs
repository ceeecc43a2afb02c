namespace McpProxy.Plugins.OpenApi.Arguments;

/// <summary>Where an argument goes, in the words of <c>Parameters:{name}:In</c>.</summary>
internal enum ArgumentPlace
{
    Path,
    Query,
    Header,
    Cookie,
    Body,
    Form,
    File,
}
