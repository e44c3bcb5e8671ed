using System.Runtime.InteropServices;

namespace Counterweight.LightGbm.Native;

/// <summary>The functions of LightGBM's C API (c_api.h, release 4) that this package calls. Each returns 0, or −1 and leaves a message.</summary>
internal static partial class LightGbmLibrary
{
    private const string Name = "lib_lightgbm";

    /// <summary>Refuses what a call returned, with LightGBM's message.</summary>
    public static void Check(int status)
    {
        if (status != 0)
        {
            throw new LightGbmException(Marshal.PtrToStringUTF8(LGBM_GetLastError())?.TrimEnd() ?? "LightGBM tells no reason.");
        }
    }

    [LibraryImport(Name)]
    public static partial nint LGBM_GetLastError();

    [LibraryImport(Name, StringMarshalling = StringMarshalling.Utf8)]
    public static unsafe partial int LGBM_DatasetCreateFromMat(
        void* data, int dataType, int rows, int columns, int isRowMajor, string parameters, DatasetHandle reference, out nint dataset);

    [LibraryImport(Name, StringMarshalling = StringMarshalling.Utf8)]
    public static unsafe partial int LGBM_DatasetSetField(DatasetHandle dataset, string field, void* data, int length, int type);

    [LibraryImport(Name)]
    public static unsafe partial int LGBM_DatasetSetFeatureNames(DatasetHandle dataset, byte** names, int count);

    [LibraryImport(Name)]
    public static partial int LGBM_DatasetFree(nint dataset);

    [LibraryImport(Name, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int LGBM_BoosterCreate(DatasetHandle training, string parameters, out nint booster);

    [LibraryImport(Name)]
    public static partial int LGBM_BoosterAddValidData(BoosterHandle booster, DatasetHandle validation);

    [LibraryImport(Name)]
    public static unsafe partial int LGBM_BoosterUpdateOneIterCustom(BoosterHandle booster, float* gradients, float* hessians, out int isFinished);

    [LibraryImport(Name)]
    public static partial int LGBM_BoosterGetCurrentIteration(BoosterHandle booster, out int iteration);

    [LibraryImport(Name)]
    public static unsafe partial int LGBM_BoosterGetPredict(BoosterHandle booster, int dataIndex, out long length, double* scores);

    [LibraryImport(Name, StringMarshalling = StringMarshalling.Utf8)]
    public static unsafe partial int LGBM_BoosterPredictForMat(
        BoosterHandle booster, void* data, int dataType, int rows, int columns, int isRowMajor, int predictType, int startIteration, int iterations, string parameters, out long length, double* scores);

    [LibraryImport(Name)]
    public static unsafe partial int LGBM_BoosterSaveModelToString(BoosterHandle booster, int startIteration, int iterations, int importance, long capacity, out long length, byte* text);

    [LibraryImport(Name)]
    public static partial int LGBM_BoosterFree(nint booster);
}
