namespace McpProxy.Configuration;

/// <summary>How a list is read on from where it was cut: with two arguments, in the query.</summary>
public sealed record PagingConfig
{
    /// <summary>Who makes the pages. Default <c>Proxy</c>.</summary>
    public PagingBy By { get; init; } = PagingBy.Proxy;

    /// <summary>Name of the argument with the number of the first element, from 0. Default <c>offset</c>, or none where the upstream makes the pages: then a smaller page is asked for.</summary>
    public string? Offset { get; init; }

    /// <summary>Name of the argument with the most elements of a page. Default <c>limit</c>.</summary>
    public string Limit { get; init; } = "limit";
}
