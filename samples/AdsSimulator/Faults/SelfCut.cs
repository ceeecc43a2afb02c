namespace AdsSimulator.Faults;

/// <summary>Marks a request whose connection the simulator cuts itself, so that it is not counted as the caller's doing.</summary>
internal sealed class SelfCut
{
    private static readonly SelfCut _instance = new();

    public static void Mark(HttpContext context) => context.Features.Set(_instance);
}
