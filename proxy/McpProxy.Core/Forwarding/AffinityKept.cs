namespace McpProxy.Forwarding;

/// <summary>Marks an exchange whose affinity cookie was good.</summary>
internal sealed class AffinityKept
{
    public static readonly AffinityKept Instance = new();

    private AffinityKept()
    {
    }
}
