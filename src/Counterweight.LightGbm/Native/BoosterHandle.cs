using Microsoft.Win32.SafeHandles;

namespace Counterweight.LightGbm.Native;

/// <summary>A booster of LightGBM. It reads its datasets, and so they live as long as it does.</summary>
internal sealed class BoosterHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    private readonly List<DatasetHandle> datasets = [];

    public BoosterHandle(nint handle)
        : base(ownsHandle: true) => SetHandle(handle);

    /// <summary>Keeps a dataset alive.</summary>
    public void Hold(DatasetHandle dataset)
    {
        var isHeld = false;
        dataset.DangerousAddRef(ref isHeld);
        datasets.Add(dataset);
    }

    protected override bool ReleaseHandle()
    {
        var status = LightGbmLibrary.LGBM_BoosterFree(handle);
        datasets.ForEach(dataset => dataset.DangerousRelease());
        return status == 0;
    }
}
