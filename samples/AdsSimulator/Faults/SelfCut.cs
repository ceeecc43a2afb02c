namespace AdsSimulator.Faults;

/// <summary>Marks a request whose connection the simulator cut itself.</summary>
internal sealed class SelfCut
{
    private static readonly SelfCut _instance = new();

    public static void Abort(HttpContext context)
    {
        context.Features.Set(_instance);
        context.Abort();
    }
}
