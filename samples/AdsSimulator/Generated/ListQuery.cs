using AdsSimulator.Answers;

namespace AdsSimulator.Generated;

/// <summary>What a list call asks for: a size for the generated body, and a page.</summary>
/// <param name="Items">Total items to generate; null to list what is stored.</param>
/// <param name="Bytes">Exact size of a generated body; wins over items.</param>
/// <param name="Limit">Items on one page; null for all.</param>
/// <param name="Offset">Where the page begins.</param>
internal sealed record ListQuery(long? Items, long? Bytes, long? Limit, int Offset)
{
    /// <exception cref="BadQueryException">A value cannot be used.</exception>
    public static ListQuery Read(HttpContext context) => new(
        QueryNumber.Find(context, "items", 0, GeneratedList.MaxItems),
        QueryNumber.Find(context, "bytes", 0, GeneratedList.MaxBytes),
        QueryNumber.Find(context, "limit", 1, GeneratedList.MaxItems),
        PageToken.TryRead(context.Request.Query["nextToken"], out var offset) ? offset : throw new BadQueryException("nextToken must be one that a list call returned."));

    /// <summary>How many of <paramref name="total"/> items are on this page.</summary>
    public long CountOf(long total) => Math.Clamp(total - Offset, 0, Limit ?? long.MaxValue);

    /// <summary>The token of the page after this one, or null when this is the last.</summary>
    public string? NextTokenOf(long total)
    {
        var end = Offset + CountOf(total);
        return end < total ? PageToken.Write((int)end) : null;
    }
}
