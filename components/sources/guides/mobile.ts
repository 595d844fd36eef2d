import type { Guide } from "./guide.ts";

// The mobile SDKs ask the control plane for the source's settings before they send; Junction answers that itself, so
// both addresses are Junction's.
export const rudderAndroid: Guide = {
  id: "rudderstack",
  label: "RudderStack SDK",
  steps: ({ address, writeKey }) => [
    {
      title: "Add the SDK to app/build.gradle.kts",
      text: "Put the newest version in the place of <latest-version>.",
      code: `dependencies {
    implementation("com.rudderstack.sdk.kotlin:android:<latest-version>")
}`,
    },
    {
      title: "Start it in your Application class",
      code: `import android.app.Application
import com.rudderstack.sdk.kotlin.android.Analytics
import com.rudderstack.sdk.kotlin.android.Configuration

class ShopApplication : Application() {
    lateinit var analytics: Analytics

    override fun onCreate() {
        super.onCreate()
        analytics = Analytics(
            configuration = Configuration(
                writeKey = "${writeKey}",
                application = this,
                dataPlaneUrl = "${address}",
                controlPlaneUrl = "${address}",
            )
        )
    }
}`,
    },
    {
      title: "Say who it is and what they do",
      code: `analytics.identify(userId = "user-1")
analytics.track(
    name = "Product Added",
    properties = buildJsonObject {
        put("product_id", "sku-44")
        put("price", 60)
    },
)`,
    },
  ],
};

export const rudderIos: Guide = {
  id: "rudderstack",
  label: "RudderStack SDK",
  steps: ({ address, writeKey }) => [
    {
      title: "Add the package in Xcode",
      text: "File, Add Package Dependencies, then this address; choose the product RudderStackAnalytics.",
      code: "https://github.com/rudderlabs/rudder-sdk-swift",
    },
    {
      title: "Start it when the app has launched",
      code: `import RudderStackAnalytics

let configuration = Configuration(
    writeKey: "${writeKey}",
    dataPlaneUrl: "${address}",
    controlPlaneUrl: "${address}"
)
let analytics = Analytics(configuration: configuration)`,
    },
    {
      title: "Say who it is and what they do",
      code: `analytics.identify(userId: "user-1", traits: ["email": "ada@example.com"])
analytics.track(name: "Product Added", properties: ["product_id": "sku-44", "price": 60])`,
    },
  ],
};

export const rudderReactNative: Guide = {
  id: "rudderstack",
  label: "RudderStack SDK",
  steps: ({ address, writeKey }) => [
    {
      title: "Install the SDK",
      text: "For iOS, run pod install in the ios folder afterwards.",
      code: "npm install @rudderstack/rudder-sdk-react-native",
    },
    {
      title: "Start it before the first screen",
      code: `import rudderClient from "@rudderstack/rudder-sdk-react-native";

await rudderClient.setup("${writeKey}", {
  dataPlaneUrl: "${address}",
  controlPlaneUrl: "${address}",
  trackAppLifecycleEvents: true,
});`,
    },
    {
      title: "Say who it is and what they do",
      code: `await rudderClient.identify("user-1", { email: "ada@example.com" });
await rudderClient.track("Product Added", { product_id: "sku-44", price: 60 });`,
    },
  ],
};
