export async function exportIsWhole() {}
