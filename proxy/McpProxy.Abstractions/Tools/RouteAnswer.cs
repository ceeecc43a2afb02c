using Microsoft.AspNetCore.Http;

namespace McpProxy.Tools;

/// <summary>What an upstream answered to an <see cref="IRouteCall"/>.</summary>
/// <param name="Status">HTTP status, 200 to 299.</param>
/// <param name="Headers">Headers of the answer.</param>
/// <param name="Body">The whole body, decoded; empty when there was none.</param>
/// <param name="Exchange">What it ran in: identity, profile and region as the route resolved them.</param>
public sealed record RouteAnswer(int Status, IHeaderDictionary Headers, ReadOnlyMemory<byte> Body, ProxyExchange Exchange);
