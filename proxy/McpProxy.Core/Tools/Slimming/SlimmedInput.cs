namespace McpProxy.Tools.Slimming;

/// <summary>What clients are shown of an input schema, made when it is first shown: a model that searches sees few of a thousand tools.</summary>
/// <param name="rules">By which rules it is made.</param>
/// <param name="make">Makes the schema on one line.</param>
internal sealed class SlimmedInput(string rules, Func<byte[]> make)
{
    private Func<byte[]>? _make = make;
    private byte[]? _text;

    public string Rules { get; } = rules;

    /// <summary>The schema. Several threads may make it at once; either result serves.</summary>
    public byte[] Text
    {
        get
        {
            if (Volatile.Read(ref _make) is { } make)
            {
                Volatile.Write(ref _text, make());
                Volatile.Write(ref _make, null);
            }

            return Volatile.Read(ref _text)!; // written before what makes it was dropped
        }
    }
}
