using AdsSimulator.Generated;

namespace AdsSimulator.Amc;

/// <summary>Writes generated AMC lists by item count or by size.</summary>
internal static class AmcGenerated
{
    public static Task WriteAsync(HttpContext context, ListQuery query, string member, IReadOnlyList<ItemTemplate> templates, long otherwise, string contentType)
    {
        var total = query.Items ?? otherwise;
        var next = query.NextTokenOf(total);
        var list = new GeneratedList($$"""{"{{member}}":[""", templates, next is null ? "]}" : $$"""],"nextToken":"{{next}}"}""");
        return query.Bytes is { } bytes
            ? list.WriteBytesAsync(context, contentType, bytes)
            : list.WriteItemsAsync(context, contentType, query.Offset, query.CountOf(total));
    }
}
