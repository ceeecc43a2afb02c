namespace AdsSimulator.Echo;

/// <summary>A request as it arrived.</summary>
/// <param name="Method">The method as sent.</param>
/// <param name="RawTarget">The request target as sent, still encoded, with every prefix and the query.</param>
/// <param name="Path">The decoded path after the region and fault prefixes.</param>
/// <param name="Query">Decoded name and value of every query parameter, in order, duplicates kept.</param>
/// <param name="Headers">Name and value of every header line; lines of one name keep their order.</param>
/// <param name="Body">The body as text, or null when it is not UTF-8.</param>
/// <param name="BodyBase64">The body when it is not UTF-8.</param>
internal sealed record EchoAnswer(string Method, string RawTarget, string Path, string[][] Query, string[][] Headers, string? Body, string? BodyBase64);
