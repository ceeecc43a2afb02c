using McpProxy.Configuration;

namespace McpProxy;

/// <summary>
/// A transform factory that can tell which headers of a call its transforms replace. Clients are not shown arguments for those, where definitions are
/// slimmed (<c>Mcp:Slimming</c>).
/// </summary>
public interface IHeaderTransform
{
    /// <summary>The key of the transform in a route.</summary>
    string Key { get; }

    /// <summary>Tells what becomes of headers, by their names in any case.</summary>
    /// <param name="name">The value of the key in the route: the name of the options.</param>
    /// <param name="configuration">Where the options are; they may have mistakes, which are reported elsewhere.</param>
    Func<string, HeaderFate> FateOfHeaders(string name, ICandidateConfiguration configuration);
}
