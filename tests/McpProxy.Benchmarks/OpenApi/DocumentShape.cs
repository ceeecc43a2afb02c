namespace McpProxy.Benchmarks.OpenApi;

/// <summary>How large a document is.</summary>
/// <param name="Bytes">Its size.</param>
/// <param name="Operations">How many operations it has.</param>
internal readonly record struct DocumentShape(int Bytes, int Operations)
{
    /// <summary>The 55 documents of the Amazon Ads API: 4.85 MB, 723 operations, most of them small and a few very large.</summary>
    public static IReadOnlyList<DocumentShape> AmazonAds { get; } =
    [
        new(40398, 10), new(78846, 20), new(28962, 6), new(76479, 17), new(6367, 2), new(19251, 5), new(104492, 19), new(14860, 4), new(30993, 4), new(5256, 3), new(893324, 87),
        new(409822, 42), new(237075, 16), new(121242, 16), new(100189, 16), new(116803, 18), new(73914, 14), new(14835, 5), new(8733, 2), new(7002, 1), new(67853, 17), new(184732, 30),
        new(4991, 1), new(30871, 8), new(33154, 4), new(9448, 2), new(14804, 2), new(178798, 5), new(19099, 3), new(307932, 20), new(5530, 1), new(69704, 17), new(37344, 6), new(22996, 5),
        new(11475, 5), new(16151, 1), new(5785, 1), new(40346, 4), new(11638, 1), new(16382, 2), new(8573, 1), new(6360, 1), new(27293, 5), new(35471, 5), new(41668, 3), new(11010, 4),
        new(12253, 3), new(23069, 11), new(102649, 39), new(262549, 49), new(272619, 76), new(520672, 79), new(14603, 2), new(4769, 2), new(24768, 1),
    ];
}
