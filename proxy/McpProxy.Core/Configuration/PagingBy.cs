namespace McpProxy.Configuration;

/// <summary>Who makes pages of a list.</summary>
public enum PagingBy
{
    /// <summary>The proxy: it takes the two arguments itself and gives that part of the list on. The upstream never sees them.</summary>
    Proxy,

    /// <summary>The upstream: callers are told with which of its own arguments the rest is had.</summary>
    Upstream,
}
