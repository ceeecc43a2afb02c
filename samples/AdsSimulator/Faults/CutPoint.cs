namespace AdsSimulator.Faults;

/// <summary>Where a connection is cut.</summary>
internal enum CutPoint
{
    None,

    /// <summary>Before a byte of the answer was sent.</summary>
    BeforeHeaders,

    /// <summary>After the headers and the first half of the first write of the body.</summary>
    MidBody,
}
