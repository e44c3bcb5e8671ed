using Microsoft.Win32.SafeHandles;

namespace Counterweight.LightGbm.Native;

/// <summary>A dataset of LightGBM.</summary>
internal sealed class DatasetHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    /// <summary>No dataset.</summary>
    public static DatasetHandle None { get; } = new(0);

    public DatasetHandle(nint handle)
        : base(ownsHandle: true) => SetHandle(handle);

    protected override bool ReleaseHandle() => LightGbmLibrary.LGBM_DatasetFree(handle) == 0;
}
